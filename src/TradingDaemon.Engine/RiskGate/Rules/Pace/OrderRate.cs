using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Pace;

internal sealed class OrderRate() : GateRule(
    RiskRule.OrderRate,
    "Neither the strategy nor all together have sent so many orders within a second. The last rule: a strategy only its pace keeps back, ten times over, is a runaway and disabled.",
    "{sender} sent {count} orders within a second, at most {limit} pass.",
    [RuleKeys.Limit(nameof(RiskLimits.StrategyOrdersPerSecondMax)), RuleKeys.Limit(nameof(RiskLimits.AccountOrdersPerSecondMax))])
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        var (own, most) = (order.Pace.Of(order.Intent.Strategy, order.Now), order.Limits.StrategyOrdersPerSecondMax);
        if (own >= most) return Refuse(most, own + 1, $"{order.Intent.Strategy} sent {own} orders within a second, at most {most} pass.");
        var (all, mostOfAll) = (order.Pace.OfAll(order.Now), order.Limits.AccountOrdersPerSecondMax);
        return all < mostOfAll ? null : Refuse(mostOfAll, all + 1, $"All strategies sent {all} orders within a second, at most {mostOfAll} pass.");
    }
}
