using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Tests.Engine.RiskGate;

/// <summary>The same figures as the gate's sums, by walking over every holding and every order in flight anew.</summary>
internal sealed class ExposureWalk
{
    private readonly RiskCase _order;

    public ExposureWalk(RiskCase order)
    {
        _order = order;
        foreach (var book in order.Books.Positions.Of(order.Intent.Strategy))
            if (book.NetBase != 0m && book.Key.Symbol != order.Intent.Symbol) StrategyOthers += Size(order.Valuation.ValueAccount(Known(book.Key.Symbol), book.NetBase));
        foreach (var instrument in order.Catalog.All) WalkHolding(instrument);
        foreach (var working in order.Books.Orders.Open) WalkOrder(working, Known(working.Intent.Symbol));
        foreach (var book in order.Books.Positions.All) WalkRisk(book.Key, book.NetBase);
        foreach (var instrument in order.Catalog.All) WalkCover(instrument);
        StakedBase = Staked(order.Intent.Side);
        OpposedBase = Staked(order.Intent.Side == OrderSide.Buy ? OrderSide.Sell : OrderSide.Buy);
    }

    public decimal OwnSideBase { get; private set; }

    public decimal OwnSideOfStrategyBase { get; private set; }

    public decimal StakedBase { get; }

    public decimal OpposedBase { get; }

    public decimal? ReservedQuote { get; private set; } = 0m;

    public decimal? StrategyOthers { get; private set; } = 0m;

    public decimal? OthersGross { get; private set; } = 0m;

    public decimal? OthersNet { get; private set; } = 0m;

    public decimal? OthersInDirection { get; private set; } = 0m;

    public decimal? UnderlyingOthers { get; private set; } = 0m;

    public decimal? CorrelatedOthers { get; private set; } = 0m;

    public decimal? VenueGross { get; private set; } = 0m;

    public decimal? VenueNet { get; private set; } = 0m;

    public decimal? RiskOfOthers { get; private set; } = 0m;

    private void WalkHolding(Instrument instrument)
    {
        var (longs, shorts) = (Held(instrument, OrderSide.Buy), Held(instrument, OrderSide.Sell));
        if ((longs == 0m && shorts == 0m) || instrument.Id == _order.Instrument.Id) return;
        var value = _order.Valuation.ValueAccount(instrument, longs - shorts);
        OthersNet += value;
        if (instrument.Venue == _order.Instrument.Venue) VenueNet += value;
        var (most, other) = (_order.Valuation.ValueAccount(instrument, longs), Size(_order.Valuation.ValueAccount(instrument, -shorts)));
        AddGross(instrument, other > most ? other : most);
    }

    private void WalkCover(Instrument instrument)
    {
        if (instrument.Venue != _order.Instrument.Venue || instrument.Quote != _order.Instrument.Quote) return;
        var bought = _order.Books.Orders.Open.Where(working => working.Intent.Symbol == instrument.Symbol && working.Intent.Side == OrderSide.Buy && working.Intent.IsReduceOnly).Sum(static working => working.RemainingBase);
        var left = Held(instrument, OrderSide.Sell) - bought;
        if (left > 0m) ReservedQuote += _order.Valuation.QuoteOf(instrument) is { } quote ? instrument.Notional(quote.Ask.QuotePerBase, left) : null;
    }

    private decimal Staked(OrderSide side) => Held(_order.Instrument, side)
        + _order.Books.Orders.Open.Where(working => working.Intent.Symbol == _order.Intent.Symbol && working.Intent.Side == side && !working.Intent.IsReduceOnly).Sum(static working => working.RemainingBase);

    // What strategies hold on one side, each for itself.
    private decimal Held(Instrument instrument, OrderSide side) =>
        _order.Books.Positions.All.Where(book => book.Key.Symbol == instrument.Symbol).Sum(book => Math.Max(0m, side == OrderSide.Buy ? book.NetBase : -book.NetBase));

    private void WalkOrder(OrderState working, Instrument instrument)
    {
        var (intent, isOwn, isOfStrategy) = (working.Intent, working.Intent.Symbol == _order.Intent.Symbol, working.Intent.Strategy == _order.Intent.Strategy);
        var price = intent.Terms switch { OrderTerms.Limit limit => limit.Price.QuotePerBase, OrderTerms.Stop stop => stop.Trigger.QuotePerBase, _ => intent.Side == OrderSide.Buy ? intent.DecisionAsk : intent.DecisionBid };
        var notional = instrument.Notional(price, working.RemainingBase);
        if (intent.Side == OrderSide.Buy && instrument.Venue == _order.Instrument.Venue && instrument.Quote == _order.Instrument.Quote) ReservedQuote += notional;
        if (isOwn && intent.Side == _order.Intent.Side)
        {
            OwnSideBase += working.RemainingBase;
            if (isOfStrategy) OwnSideOfStrategyBase += working.RemainingBase;
        }

        if (intent.IsReduceOnly) return;
        var rate = _order.Valuation.Rate(instrument);
        if (!isOwn || !isOfStrategy) RiskOfOthers += (intent.Protection?.StopDistanceQuote ?? price) * working.RemainingBase * instrument.Multiplier * rate;
        if (isOwn) return;
        if (isOfStrategy) StrategyOthers += notional * rate;
        if (intent.Side == _order.Intent.Side) OthersInDirection += notional * rate;
        AddGross(instrument, notional * rate);
    }

    private void WalkRisk(PositionKey holder, decimal net)
    {
        if (net == 0m || holder == new PositionKey(_order.Intent.Strategy, _order.Intent.Symbol)) return;
        var instrument = Known(holder.Symbol);
        decimal? each = null;
        if (_order.Valuation.QuoteOf(instrument) is { } quote)
        {
            var price = (net > 0m ? quote.Bid : quote.Ask).QuotePerBase;
            each = _order.Books.Protections.Find(holder)?.RiskQuote(price, 1m) ?? price;
        }

        RiskOfOthers += each * Math.Abs(net) * instrument.Multiplier * _order.Valuation.Rate(instrument);
    }

    private void AddGross(Instrument other, decimal? size)
    {
        OthersGross += size;
        if (other.Venue == _order.Instrument.Venue) VenueGross += size;
        var isSame = other.Underlying == _order.Instrument.Underlying;
        if (isSame) UnderlyingOthers += size;
        if (isSame || (_order.Instrument.Sector is { } sector && other.Sector == sector)) CorrelatedOthers += size;
    }

    private static decimal? Size(decimal? signed) => signed is { } value ? Math.Abs(value) : null;

    private Instrument Known(Symbol symbol) => _order.Catalog.Find(symbol)!;
}
