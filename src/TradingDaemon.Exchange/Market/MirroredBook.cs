using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Market;

/// <summary>
/// The outside market as a side to trade with: what it showed last, less what the accounts took since. Storing an update costs a few
/// copies; levels are built only when somebody takes.
/// </summary>
internal sealed class MirroredBook(ExchangeInstrument instrument, BookOptions options)
{
    /// <summary>Stands for a size the source did not tell.</summary>
    public const decimal UnknownSize = -1m;

    private readonly List<BookLevelState> _asks = [];
    private readonly List<BookLevelState> _bids = [];
    private readonly List<DepthLevel> _askDepth = [];
    private readonly List<DepthLevel> _bidDepth = [];
    private bool _hasDepth;
    private decimal _askSize;
    private decimal _bidSize;
    private bool _areAsksStale;
    private bool _areBidsStale;
    private decimal _rememberedPrice;

    /// <summary>The instrument.</summary>
    public ExchangeInstrument Instrument => instrument;

    /// <summary>Best bid; 0 when that side is empty.</summary>
    public decimal Bid { get; private set; }

    /// <summary>Best ask; 0 when that side is empty.</summary>
    public decimal Ask { get; private set; }

    /// <summary>What the book is mirrored from.</summary>
    public MarketSource Source { get; private set; }

    /// <summary>The price holdings are valued at: the mid, else the side there is, else the last one remembered; 0 when none was ever known.</summary>
    public decimal Mark => Bid > 0m && Ask > 0m ? (Bid + Ask) / 2m : Bid > 0m ? Bid : Ask > 0m ? Ask : _rememberedPrice;

    /// <summary>Mirrors a best bid and ask; a price of 0 empties that side. A crossed quote shows nothing to trade on and is ignored.</summary>
    public void SetQuote(decimal bid, decimal bidSize, decimal ask, decimal askSize)
    {
        if (bid > ask && ask > 0m) return;
        (Bid, _bidSize, Ask, _askSize) = (bid, bidSize, ask, askSize);
        _hasDepth = false;
        _areAsksStale = _areBidsStale = true;
        Source = MarketSource.Quotes;
    }

    /// <summary>Mirrors a depth snapshot, best level first on each side.</summary>
    public void SetDepth(ReadOnlySpan<DepthLevel> bids, ReadOnlySpan<DepthLevel> asks)
    {
        if (!bids.IsEmpty && !asks.IsEmpty && bids[0].Price > asks[0].Price) return;
        SetQuote(bids.IsEmpty ? 0m : bids[0].Price, UnknownSize, asks.IsEmpty ? 0m : asks[0].Price, UnknownSize);
        _bidDepth.Clear();
        _bidDepth.AddRange(bids);
        _askDepth.Clear();
        _askDepth.AddRange(asks);
        _hasDepth = true;
    }

    /// <summary>Puts a quote of the assumed spread around a price, for sources that tell no quotes.</summary>
    public void SetPrice(decimal price, MarketSource source)
    {
        var half = price * options.SpreadBpsWithoutQuotes / 20_000m;
        var bid = Math.Floor((price - half) / instrument.TickSize) * instrument.TickSize;
        var ask = Math.Ceiling((price + half) / instrument.TickSize) * instrument.TickSize;
        SetQuote(Math.Max(bid, 0m), UnknownSize, ask, UnknownSize);
        Source = source;
    }

    /// <summary>Remembers a price of before a restart, or of a trade between accounts, for valuation only: nobody trades on it.</summary>
    public void Remember(decimal price) => _rememberedPrice = price;

    /// <summary>The touch an order of this side would take: the ask for a buy; 0 when it is empty.</summary>
    public decimal TouchFor(Side taker) => taker == Side.Buy ? Ask : Bid;

    /// <summary>What an order of this side can take, best first.</summary>
    public List<BookLevelState> LevelsFor(Side taker)
    {
        if (taker == Side.Buy)
        {
            if (_areAsksStale) Build(_asks, Ask, _askSize, _askDepth, +1m);
            _areAsksStale = false;
            return _asks;
        }

        if (_areBidsStale) Build(_bids, Bid, _bidSize, _bidDepth, -1m);
        _areBidsStale = false;
        return _bids;
    }

    /// <summary>How much is shown when the source did not say: whole lots, at least one.</summary>
    public decimal DefaultSize(decimal price) =>
        Math.Max(instrument.LotSize, instrument.FloorToLot(options.DefaultDepthQuote / (price * instrument.Multiplier)));

    private void Build(List<BookLevelState> levels, decimal touch, decimal size, List<DepthLevel> depth, decimal away)
    {
        levels.Clear();
        if (_hasDepth)
        {
            foreach (var level in depth) levels.Add(new BookLevelState(level.Price, instrument.FloorToLot(level.Size), true));
            return;
        }

        if (touch <= 0m) return;
        var shown = size < 0m ? DefaultSize(touch) : instrument.FloorToLot(size);
        levels.Add(new BookLevelState(touch, shown, true));
        var ticks = Math.Max(1m, Math.Ceiling(touch * options.SyntheticStepBps / 10_000m / instrument.TickSize));
        for (var i = 1; i <= options.SyntheticLevels; i++)
        {
            var price = touch + (away * i * ticks * instrument.TickSize);
            if (price <= 0m) return;
            levels.Add(new BookLevelState(price, shown, false));
        }
    }
}
