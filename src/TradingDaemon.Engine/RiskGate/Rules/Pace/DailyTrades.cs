using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Pace;

internal sealed class DailyTrades() : GateRule(
    RiskRule.DailyTradesMax,
    "All strategies together have not decided so many entries today; off unless set.",
    "{count} entries were decided today, at most {limit} are.",
    [RuleKeys.Limit(nameof(RiskLimits.DailyEntriesMax))])
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        if (order.Intent.Child is { Number: > 1 }) return null; // its entry was counted with its first part
        var count = order.Books.Gauges.Entries.All.Count;
        return order.Limits.DailyEntriesMax is { } limit && count >= limit ? Refuse(limit, count + 1, $"{count} entries were decided today, at most {limit} are.") : null;
    }
}
