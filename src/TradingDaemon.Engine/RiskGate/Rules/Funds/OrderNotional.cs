using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Funds;

internal sealed class OrderNotional() : GateRule(
    RiskRule.OrderNotionalMax,
    "One order is worth so much at most, in account currency.",
    "Order value would be {asked}, the limit is {limit}.",
    [RuleKeys.Limit(nameof(RiskLimits.OrderNotionalMaxAccount))],
    isCap: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        var limit = order.Limits.OrderNotionalMaxAccount;
        if (order.NotionalQuote * order.Rate is not { } asked) return Unjudged(limit, $"Order value would be unknown, the limit is {limit:0.####}.");
        return asked <= limit ? null : Refuse(limit, asked, $"Order value would be {asked:0.####}, the limit is {limit:0.####}.");
    }
}
