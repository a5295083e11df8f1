using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Funds;

internal sealed class EquityKnown() : GateRule(
    RiskRule.EquityKnown,
    "Equity and the day's opening equity are known and equity is above zero: of nothing no share can be granted. A holding, or a currency, whose market is open and whose newest price is too old leaves equity unknown.",
    "Equity cannot be valued: {reason}.",
    [RuleKeys.Limit(nameof(RiskLimits.MarkAgeMax))])
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        if (order.EquityAccount is not { } equity) return new RiskRefusal(Id, 0m, 0m, Unvalued.Text(order.Books, order.Catalog, order.Valuation));
        if (equity <= 0m) return Refuse(0m, equity, $"Equity cannot be valued: nothing is left.");
        if (order.DayOpeningAccount is null) return Refuse(0m, equity, $"Equity cannot be valued: what the day began with is not known yet.");
        if (OverdueMark.Find(order) is not { } overdue) return null;
        var (most, age) = (Seconds(order.Limits.MarkAgeMax!.Value), Seconds(order.Valuation.QuoteOf(overdue)!.Value.AgeAt(order.Now)));
        return Refuse(most, age, $"Equity cannot be valued: the newest price of {overdue.Symbol} is {age:0.###} s old, at most {most:0.###} s counts while its market is open.");
    }

    private static decimal Seconds(TimeSpan span) => span.Ticks / (decimal)TimeSpan.TicksPerSecond;
}
