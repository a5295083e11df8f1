using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.State;

internal sealed class StrategyDependencies() : GateRule(
    RiskRule.StrategyDependency,
    "Every strategy that this one depends on is loaded, switched on and neither paused, recovering from a fault nor disabled. Off unless set.",
    "{strategy} depends on {strategy}, which is {condition}.",
    [$"{RuleKeys.Strategy(nameof(StrategySpec.DependsOn))}:<n>"])
{
    public override RiskRefusal? Judge(RiskCase order) => order.Lacks is { } lacking ? Refuse(1m, 0m, $"{order.Intent.Strategy} depends on {lacking}.") : null;
}
