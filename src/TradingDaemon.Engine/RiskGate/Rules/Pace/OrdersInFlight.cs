using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Pace;

internal sealed class OrdersInFlight() : GateRule(
    RiskRule.OrdersInFlightMax,
    "There are not so many orders in flight. Exits are counted against exits alone: entries that fill the limit must not keep a position in.",
    "{count} orders are in flight already.",
    [RuleKeys.Limit(nameof(RiskLimits.OrdersInFlightMax))],
    bindsExits: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        var count = order.Intent.IsReduceOnly ? order.Books.Orders.ExitCount : order.Books.Orders.Open.Count;
        return count < order.Limits.OrdersInFlightMax ? null : Refuse(order.Limits.OrdersInFlightMax, count + 1, $"{count} orders are in flight already.");
    }
}
