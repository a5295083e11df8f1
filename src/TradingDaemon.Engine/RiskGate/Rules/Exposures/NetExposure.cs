using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Exposures;

internal sealed class NetExposure() : GateRule(
    RiskRule.NetExposureMax,
    "Longs less shorts, with every entry in flight in the order's direction and whatever is in flight on its side of the instrument itself, are such a share of equity at most either way; an order towards the middle passes. Off unless set.",
    "Net exposure would be {asked}, the limit is {limit}.",
    [RuleKeys.Limit(nameof(RiskLimits.NetExposureMaxFraction))],
    isCap: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        if (order.Limits.NetExposureMaxFraction is not { } limit) return null;
        if (Share(order) is not { } share) return Unjudged(limit, $"Net exposure would be unknown, the limit is {limit:0.####}.");
        return share <= limit ? null : Refuse(limit, share, $"Net exposure would be {share:0.####}, the limit is {limit:0.####}.");
    }

    // In the order's own direction: what lies the other way counts against it.
    private static decimal? Share(RiskCase order)
    {
        var (sign, exposure) = (order.Intent.Side.Sign(), order.Exposure);
        if (order.EquityAccount is not > 0m || exposure.OthersNet is not { } net || exposure.OthersInDirection is not { } inFlight || order.Rate is not { } rate) return null;
        var own = (order.Books.Positions.NetBase(order.Instrument.Id) * sign) + exposure.OwnSideBase + order.Intent.Terms.Quantity.Base;
        return ((net * sign) + inFlight + (order.Instrument.Notional(order.PriceQuote, own) * rate)) / order.EquityAccount;
    }
}
