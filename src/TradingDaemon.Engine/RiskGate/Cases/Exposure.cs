using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Engine.RiskGate.Cases;

/// <summary>
/// What is already at stake or spoken for around one order, orders in flight counted: one walk over holdings and orders, for every rule that asks.
/// An exit in flight is no exposure and frees none before it fills. Values are in account currency; null when something in them has no price or rate.
/// </summary>
internal struct Exposure
{
    /// <summary>Base units in flight on the order's own side of its instrument, all strategies.</summary>
    public decimal OwnSideBase { get; private set; }

    /// <summary>The same of the order's strategy alone.</summary>
    public decimal OwnSideOfStrategyBase { get; private set; }

    /// <summary>Quote currency spoken for by buys in flight at the same venue in the same currency.</summary>
    public decimal ReservedQuote { get; private set; }

    /// <summary>Gross value of the strategy's other instruments: holdings at what they would fetch, plus every entry in flight.</summary>
    public decimal? StrategyOthers { get; private set; }

    /// <summary>Gross value of all other instruments of the account, in the same way.</summary>
    public decimal? OthersGross { get; private set; }

    /// <summary>Longs less shorts of all other instruments.</summary>
    public decimal? OthersNet { get; private set; }

    /// <summary>Entries in flight on the order's side of all other instruments.</summary>
    public decimal? OthersInDirection { get; private set; }

    /// <summary>Gross value of other instruments with the same underlying.</summary>
    public decimal? UnderlyingOthers { get; private set; }

    /// <summary>Gross value of other instruments of the same sector or underlying.</summary>
    public decimal? CorrelatedOthers { get; private set; }

    /// <summary>Gross value of other instruments at the same venue.</summary>
    public decimal? VenueGross { get; private set; }

    /// <summary>Longs less shorts of other instruments at the same venue.</summary>
    public decimal? VenueNet { get; private set; }

    /// <summary>Looks around an order.</summary>
    public static Exposure Around(RiskCase order)
    {
        var found = new Exposure
        {
            StrategyOthers = 0m, OthersGross = 0m, OthersNet = 0m, OthersInDirection = 0m, UnderlyingOthers = 0m, CorrelatedOthers = 0m, VenueGross = 0m, VenueNet = 0m,
        };
        found.WalkStrategy(order);
        found.WalkHoldings(order);
        found.WalkOrders(order);
        return found;
    }

    private void WalkStrategy(RiskCase order)
    {
        var books = order.Books.Positions.Of(order.Intent.Strategy);
        for (var i = 0; i < books.Count; i++)
        {
            var book = books[i];
            if (book.NetBase == 0m || book.Key.Symbol == order.Intent.Symbol) continue;
            StrategyOthers += Size(order.Valuation.ValueAccount(Known(order, book.Key.Symbol), book.NetBase));
        }
    }

    private void WalkHoldings(RiskCase order)
    {
        var held = order.Books.Positions.Held;
        for (var i = 0; i < held.Count; i++)
        {
            var instrument = order.Catalog.All[held[i]];
            if (instrument.Id == order.Instrument.Id) continue;
            var value = order.Valuation.ValueAccount(instrument, order.Books.Positions.NetBase(instrument.Id));
            OthersNet += value;
            if (instrument.Venue == order.Instrument.Venue) VenueNet += value;
            AddGross(order.Instrument, instrument, Size(value));
        }
    }

    private void WalkOrders(RiskCase order)
    {
        var (open, intent) = (order.Books.Orders.Open, order.Intent);
        for (var i = 0; i < open.Count; i++) // no enumerator to allocate
        {
            var working = open[i];
            var instrument = Known(order, working.Intent.Symbol);
            var notionalQuote = instrument.Notional(PriceOf(working.Intent), working.RemainingBase);
            var isOwn = working.Intent.Symbol == intent.Symbol;
            var isOfStrategy = working.Intent.Strategy == intent.Strategy;
            if (working.Intent.Side == OrderSide.Buy && instrument.Venue == order.Instrument.Venue && instrument.Quote == order.Instrument.Quote) ReservedQuote += notionalQuote;
            if (isOwn && working.Intent.Side == intent.Side)
            {
                OwnSideBase += working.RemainingBase;
                if (isOfStrategy) OwnSideOfStrategyBase += working.RemainingBase;
            }

            if (working.Intent.IsReduceOnly || isOwn) continue;
            var value = notionalQuote * order.Valuation.Rate(instrument);
            if (isOfStrategy) StrategyOthers += value;
            if (working.Intent.Side == intent.Side) OthersInDirection += value;
            AddGross(order.Instrument, instrument, value);
        }
    }

    private void AddGross(Instrument own, Instrument other, decimal? size)
    {
        OthersGross += size;
        if (other.Venue == own.Venue) VenueGross += size;
        var isSame = other.Underlying == own.Underlying;
        if (isSame) UnderlyingOthers += size;
        if (isSame || (own.Sector is { } sector && other.Sector == sector)) CorrelatedOthers += size;
    }

    private static decimal? Size(decimal? signed) => signed is { } value ? Math.Abs(value) : null;

    /// <summary>What an order in flight is valued at: its limit or trigger, else the touch it was decided on.</summary>
    public static decimal PriceOf(OrderIntent working) => working.Terms switch
    {
        OrderTerms.Limit limit => limit.Price.QuotePerBase,
        OrderTerms.Stop stop => stop.Trigger.QuotePerBase,
        _ => working.Side == OrderSide.Buy ? working.DecisionAsk : working.DecisionBid,
    };

    private static Instrument Known(RiskCase order, Symbol symbol) => order.Catalog.Find(symbol)
        ?? throw new InvalidDataException($"{symbol} is held or working but not in the catalogue.");
}
