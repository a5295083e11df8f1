using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Funds;

internal sealed class AccountBudget() : GateRule(
    RiskRule.AccountBudget,
    "All entries of the day are worth such a share of the day's opening equity at most, counted like a strategy's. Off unless set.",
    "All strategies would spend {asked} of opening equity today, the budget is {limit}.",
    [RuleKeys.Limit(nameof(RiskLimits.DailyCapitalMaxFraction))],
    isCap: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        if (order.Limits.DailyCapitalMaxFraction is not { } limit) return null;
        if (order.ShareOfDay(order.Books.Gauges.Entries.All) is not { } share) return Unjudged(limit, $"All strategies would spend an unknown part of opening equity today, the budget is {limit:0.####}.");
        return share <= limit ? null : Refuse(limit, share, $"All strategies would spend {share:0.####} of opening equity today, the budget is {limit:0.####}.");
    }
}
