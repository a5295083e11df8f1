using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Exposures;

internal sealed class StrategyExposure() : GateRule(
    RiskRule.StrategyExposureMax,
    "What the strategy holds and has in flight, gross, is such a share of equity at most; the tighter of the tier's and its own limit. Sales reduce it, exits in flight do not count.",
    "Exposure of {strategy} would be {asked}, the limit is {limit}.",
    [RuleKeys.Limit(nameof(RiskLimits.StrategyExposureMaxFraction)), RuleKeys.Strategy(nameof(StrategySpec.ExposureMaxFraction))],
    isCap: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        var strategy = order.Intent.Strategy;
        var limit = Math.Min(order.Limits.StrategyExposureMaxFraction, order.Spec?.ExposureMaxFraction ?? 0m);
        if (order.Exposure.StrategyOthers is not { } others || order.ShareAfter(order.Exposure.OwnOfStrategyBase, order.Exposure.OwnSideOfStrategyBase) is not { } ownShare)
            return new RiskRefusal(RiskRule.EquityKnown, 0m, 0m, $"Exposure of {strategy} would be unknown: one of its holdings cannot be valued.");
        var share = (others / order.EquityAccount!.Value) + ownShare;
        return share <= limit ? null : Refuse(limit, share, $"Exposure of {strategy} would be {share:0.####}, the limit is {limit:0.####}.");
    }
}
