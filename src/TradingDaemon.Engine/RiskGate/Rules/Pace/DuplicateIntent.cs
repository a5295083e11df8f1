using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Pace;

internal sealed class DuplicateIntent() : GateRule(
    RiskRule.DuplicateIntent,
    "No order of this client order id was decided before.",
    "Order {id} was decided before.",
    bindsExits: true)
{
    public override RiskRefusal? Judge(RiskCase order) =>
        order.Books.Orders.Find(order.Intent.ClientOrderId) is null ? null : Refuse(0m, 1m, $"Order {order.Intent.ClientOrderId} was decided before.");
}
