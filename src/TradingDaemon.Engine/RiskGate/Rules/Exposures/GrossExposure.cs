using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Exposures;

internal sealed class GrossExposure() : GateRule(
    RiskRule.GrossExposureMax,
    "All holdings and entries in flight, longs and shorts added up, are such a share of equity at most; off unless set.",
    "Gross exposure would be {asked}, the limit is {limit}.",
    [RuleKeys.Limit(nameof(RiskLimits.GrossExposureMaxFraction))],
    isCap: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        if (order.Limits.GrossExposureMaxFraction is not { } limit) return null;
        if (order.ShareWith(order.Exposure.OthersGross) is not { } share) return Unjudged(limit, $"Gross exposure would be unknown, the limit is {limit:0.####}.");
        return share <= limit ? null : Refuse(limit, share, $"Gross exposure would be {share:0.####}, the limit is {limit:0.####}.");
    }
}
