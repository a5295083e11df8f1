using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Funds;

internal sealed class StrategyCapital() : GateRule(
    RiskRule.StrategyCapitalMin,
    "The account's equity is at least what the strategy needs to enter. Off unless set.",
    "{strategy} enters from an equity of {limit} on, it is {asked}.",
    [RuleKeys.Strategy(nameof(StrategySpec.CapitalMinAccount))])
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        if (order.Spec?.CapitalMinAccount is not { } least || order.EquityAccount >= least) return null;
        return order.EquityAccount is { } equity
            ? Refuse(least, equity, $"{order.Intent.Strategy} enters from an equity of {least:0.####} on, it is {equity:0.####}.")
            : Unjudged(least, $"{order.Intent.Strategy} enters from an equity of {least:0.####} on, it is not known.");
    }
}
