using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Funds;

internal sealed class StrategyBudget() : GateRule(
    RiskRule.StrategyBudget,
    "The strategy's entries of the day are worth such a share of the day's opening equity at most; what ended without a fill is given back, what was sold again is not. Off unless set.",
    "{strategy} would spend {asked} of opening equity today, its budget is {limit}.",
    [RuleKeys.Strategy(nameof(StrategySpec.DailyCapitalMaxFraction))],
    isCap: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        if (order.Spec?.DailyCapitalMaxFraction is not { } limit) return null;
        if (order.ShareOfDay(order.Books.Gauges.Entries.Of(order.Intent.Strategy)) is not { } share) return Unjudged(limit, $"{order.Intent.Strategy} would spend an unknown part of opening equity today, its budget is {limit:0.####}.");
        return share <= limit ? null : Refuse(limit, share, $"{order.Intent.Strategy} would spend {share:0.####} of opening equity today, its budget is {limit:0.####}.");
    }
}
