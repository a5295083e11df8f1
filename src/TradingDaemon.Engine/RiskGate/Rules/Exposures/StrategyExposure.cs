using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Exposures;

internal sealed class StrategyExposure() : GateRule(
    RiskRule.StrategyExposureMax,
    "What the strategy holds and has in flight, gross, is such a share of equity at most; the tightest of the tier's limit, its own, and the share of capital the tier allots to it. Sales reduce it, exits in flight do not count.",
    "Exposure of {strategy} would be {asked}, the limit is {limit}.",
    [RuleKeys.Limit(nameof(RiskLimits.StrategyExposureMaxFraction)), RuleKeys.Strategy(nameof(StrategySpec.ExposureMaxFraction)), "tiers:<tier>:allocation:method"],
    isCap: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        var strategy = order.Intent.Strategy;
        var limit = Math.Min(order.Limits.StrategyExposureMaxFraction, order.Spec?.ExposureMaxFraction ?? 0m);
        var isShared = order.CapitalShare < limit;
        if (order.CapitalShare is { } share && isShared) limit = share;
        if (order.Exposure.StrategyOthers is not { } others || order.ShareOfStrategy is not { } ownShare)
            return new RiskRefusal(RiskRule.EquityKnown, 0m, 0m, Unvalued.Text(strategy, order.Books, order.Catalog, order.Valuation));
        var asked = (others / order.EquityAccount!.Value) + ownShare;
        return asked <= limit ? null : Refuse(limit, asked, $"Exposure of {strategy} would be {asked:0.####}, the limit is {limit:0.####}{(isShared ? ", its share of capital" : "")}.");
    }
}
