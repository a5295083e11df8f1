using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Losses;

internal sealed class DailyLoss() : GateRule(
    RiskRule.DailyLossMax,
    "The day's loss, realized and unrealized, is below the limit: a share of the day's opening equity and, where set, an amount of money; the tighter counts. Money that came or went without a trade is no profit and no loss. The day begins in the account's time zone.",
    "Today's loss is {asked} of opening equity, entries stop at {limit}.",
    [RuleKeys.Limit(nameof(RiskLimits.DailyLossMaxFraction)), RuleKeys.Limit(nameof(RiskLimits.DailyLossMaxAccount)), "tradingDay:timeZone", "tradingDay:start"])
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        var limit = order.Limits.DailyLossMaxFraction;
        if (order.DayOpeningAccount is not { } open || order.EquityAccount is not { } equity) return Unjudged(limit, $"Today's loss is an unknown part of opening equity, entries stop at {limit:P2}.");
        if (open <= 0m) return Refuse(0m, open, $"Today's loss is all of opening equity, entries stop at {limit:P2}.");
        (limit, var loss) = (order.Limits.DailyLossMaxOf(open), (open - equity) / open);
        return loss < limit ? null : Refuse(limit, loss, $"Today's loss is {loss:P2} of opening equity, entries stop at {limit:P2}.");
    }
}
