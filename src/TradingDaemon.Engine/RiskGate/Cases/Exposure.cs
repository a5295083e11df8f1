using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Engine.Stakes;

namespace TradingDaemon.Engine.RiskGate.Cases;

/// <summary>
/// What is already at stake or spoken for around one order, orders in flight counted, read off sums that facts and marks keep: one look for every rule that asks.
/// An exit in flight is no exposure and frees none before it fills. Values are in account currency; null when something in them has no price or rate,
/// and while an order works in an instrument the catalogue does not know.
/// </summary>
internal readonly struct Exposure
{
    private Exposure(RiskCase order)
    {
        var (stakes, valuation, intent) = (order.Books.Stakes, order.Valuation, order.Intent);
        var (on, mine) = (stakes.On(order.Instrument.Id), stakes.Of(new PositionKey(intent.Strategy, intent.Symbol)));
        var (currency, own) = (on.Currency, on.Own);
        OwnSideBase = on.InFlightBase(intent.Side);
        (StakedBase, OpposedBase) = (on.StakedBase(intent.Side), on.StakedBase(intent.Side.Opposite()));
        (ListedStakedBase, ListedOpposedBase, ListedOthers) = (StakedBase, OpposedBase, 0m);
        foreach (var listed in on.Elsewhere)
            (ListedStakedBase, ListedOpposedBase, ListedOthers) = (ListedStakedBase + listed.StakedBase(intent.Side), ListedOpposedBase + listed.StakedBase(intent.Side.Opposite()), ListedOthers + listed.Gross(valuation));
        OwnSideOfStrategyBase = mine?.InFlightBase(intent.Side) ?? 0m;
        OwnOfStrategyBase = mine?.NetBase ?? 0m;
        if (stakes.Strangers > 0)
        {
            ListedOthers = null; // an order works in an instrument nobody knows any more: whatever it adds to is unknown, here and below
            return;
        }

        ReservedQuote = on.ReservedQuote;
        var all = stakes.All.Without(valuation, currency, own);
        (OthersGross, OthersNet, OthersInDirection) = (all.Gross, all.Net, intent.Side == OrderSide.Buy ? all.Buys : all.Sells);
        var venue = ReferenceEquals(on.Venue, stakes.All) ? all : on.Venue.Without(valuation, currency, own);
        (VenueGross, VenueNet) = (venue.Gross, venue.Net);
        UnderlyingOthers = (on.Underlying?.Without(valuation, currency, own) ?? StakeTotal.Nothing).Gross;
        CorrelatedOthers = on.Sector is { } sector ? sector.Without(valuation, currency, own).Gross : UnderlyingOthers;
        foreach (var stray in on.Strays) CorrelatedOthers += stray.Gross(valuation);
        var ofStrategy = mine?.Own ?? default;
        StrategyOthers = (stakes.Of(intent.Strategy)?.Without(valuation, currency, ofStrategy) ?? StakeTotal.Nothing).Gross;
        if (order.Limits.OpenRiskTradeMaxFraction is null && order.Limits.OpenRiskTotalMaxFraction is null) return;
        (RiskOfTrade, RiskOfListed) = (OpenRisk.OfTrade(order, mine), OpenRisk.OfListed(order, on));
        RiskOfOthers = stakes.Positions.Without(valuation, currency, ofStrategy).Risk;
    }

    /// <summary>Base units in flight on the order's own side of its instrument, all strategies.</summary>
    public decimal OwnSideBase { get; }

    /// <summary>Base units that strategies hold of its instrument on the order's side, entries in flight there added; nothing is taken off for what others hold against them.</summary>
    public decimal StakedBase { get; }

    /// <summary>The same of the other side.</summary>
    public decimal OpposedBase { get; }

    /// <summary>Base units staked on the order's side of the same pair at every venue, its own among them.</summary>
    public decimal ListedStakedBase { get; }

    /// <summary>The same of the other side.</summary>
    public decimal ListedOpposedBase { get; }

    /// <summary>Base units in flight on the order's side of its own strategy alone, exits included.</summary>
    public decimal OwnSideOfStrategyBase { get; }

    /// <summary>What the order's strategy holds of its instrument, signed.</summary>
    public decimal OwnOfStrategyBase { get; }

    /// <summary>Quote currency spoken for at the same venue in the same currency: by buys in flight, and by shorts that are to be bought back.</summary>
    public decimal? ReservedQuote { get; }

    /// <summary>Gross value of the strategy's other instruments: holdings at what they would fetch, plus every entry in flight.</summary>
    public decimal? StrategyOthers { get; }

    /// <summary>Gross value of all other instruments of the account, in the same way; of each what its longs or its shorts come to, whichever are more.</summary>
    public decimal? OthersGross { get; }

    /// <summary>Longs less shorts of all other instruments.</summary>
    public decimal? OthersNet { get; }

    /// <summary>Entries in flight on the order's side of all other instruments.</summary>
    public decimal? OthersInDirection { get; }

    /// <summary>Gross value of other instruments with the same underlying.</summary>
    public decimal? UnderlyingOthers { get; }

    /// <summary>Gross value of the same pair at other venues.</summary>
    public decimal? ListedOthers { get; }

    /// <summary>Gross value of other instruments of the same sector or underlying.</summary>
    public decimal? CorrelatedOthers { get; }

    /// <summary>Gross value of other instruments at the same venue.</summary>
    public decimal? VenueGross { get; }

    /// <summary>Longs less shorts of other instruments at the same venue.</summary>
    public decimal? VenueNet { get; }

    /// <summary>What the strategy's position in the instrument could lose to its stop, the order filled; worked out only where a limit asks.</summary>
    public decimal? RiskOfTrade { get; }

    /// <summary>What the strategy holds and has in flight of the same pair at other venues could lose to its stops; worked out only where a limit asks.</summary>
    public decimal? RiskOfListed { get; }

    /// <summary>What everything else held and in flight could lose to its stops; worked out only where a limit asks.</summary>
    public decimal? RiskOfOthers { get; }

    /// <summary>Looks around an order.</summary>
    public static Exposure Around(RiskCase order) => new(order);
}
