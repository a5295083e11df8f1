using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Simulation.Tests.Oracle;

/// <summary>An order as the watcher remembers it.</summary>
internal sealed class ShadowOrder(OrderIntent intent)
{
    public OrderIntent Intent => intent;

    public OrderStatus Status { get; set; } = OrderStatus.PendingAck;

    public decimal Filled { get; set; }

    public decimal Remaining => intent.Terms.Quantity.Base - Filled;

    /// <summary>What one unit of it is worth to a limit: its own price, or the touch it was decided on.</summary>
    public decimal Price => intent.Terms is OrderTerms.Limit limit ? limit.Price.QuotePerBase : intent.Side == OrderSide.Buy ? intent.DecisionAsk : intent.DecisionBid;
}
