using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Losses;

internal sealed class OptionDailyLoss() : GateRule(
    RiskRule.OptionDailyLossMax,
    "What options lost today, realized and unrealized, fees told with fills included, is below the limit: a share of the day's opening equity, an amount of money, or the tighter of both. Fees told apart from them are in DailyLossMax alone. Asked of entries in options alone. Off unless set.",
    "Options lost {asked} of opening equity today, entries in them stop at {limit}.",
    [RuleKeys.Limit(nameof(RiskLimits.OptionDailyLossMaxFraction)), RuleKeys.Limit(nameof(RiskLimits.OptionDailyLossMaxAccount)), "tradingDay:timeZone", "tradingDay:start"])
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        if (order.Instrument.AssetClass != AssetClass.Option || order.Limits is { OptionDailyLossMaxFraction: null, OptionDailyLossMaxAccount: null }) return null;
        if (order.DayOpeningAccount is not { } open || open <= 0m || order.Limits.OptionDailyLossMaxOf(open) is not { } limit)
            return Unjudged(order.Limits.OptionDailyLossMaxFraction ?? 0m, $"Options lost an unknown part of opening equity today, entries in them stop at a part nobody can work out.");
        if (order.Books.Day.Options.LossAccount(order.Valuation, order.Books.Positions) is not { } lost) return Unjudged(limit, $"Options lost an unknown part of opening equity today, entries in them stop at {limit:P2}.");
        var loss = lost / open;
        return loss < limit ? null : Refuse(limit, loss, $"Options lost {loss:P2} of opening equity today, entries in them stop at {limit:P2}.");
    }
}
