namespace TradingDaemon.Domain.Orders;

/// <summary>An intent that passed every risk rule. Only the engine's gate can make one.</summary>
public sealed record ApprovedOrder
{
    internal ApprovedOrder(OrderIntent intent) => Intent = intent;

    /// <summary>What may be sent once it is durable.</summary>
    public OrderIntent Intent { get; }

    /// <summary><see cref="TimeProvider.GetTimestamp"/> of the causing tick; 0 when latency is not measured. Never stored.</summary>
    public long TickReceivedTimestamp { get; init; }
}
