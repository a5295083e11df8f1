using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Pace;

internal sealed class StrategyTrades() : GateRule(
    RiskRule.StrategyTradesMax,
    "The strategy has not decided so many entries today; off unless set.",
    "{strategy} decided {count} entries today, its budget is {limit}.",
    [RuleKeys.Strategy(nameof(StrategySpec.DailyEntriesMax))])
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        if (order.Intent.Child is { Number: > 1 }) return null; // its entry was counted with its first part
        if (order.Spec?.DailyEntriesMax is not { } limit) return null;
        var count = order.Books.Gauges.Entries.Of(order.Intent.Strategy).Count;
        return count < limit ? null : Refuse(limit, count + 1, $"{order.Intent.Strategy} decided {count} entries today, its budget is {limit}.");
    }
}
