using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Exposures;

internal sealed class RewardRisk() : GateRule(
    RiskRule.RewardRiskMin,
    "Where an entry has a stop loss and a take profit, the second is so many times as far away as the first at least. Off unless set.",
    "The target of {symbol} is {asked} times as far as its stop, the limit is {limit}.",
    [RuleKeys.Limit(nameof(RiskLimits.RewardRiskMin))])
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        if (order.Limits.RewardRiskMin is not { } limit || order.Intent.Protection is not { StopDistanceQuote: > 0m and var stop, TargetDistanceQuote: { } target }) return null;
        return target >= stop * limit ? null : Refuse(limit, target / stop, $"The target of {order.Intent.Symbol} is {target / stop:0.####} times as far as its stop, the limit is {limit:0.####}.");
    }
}
