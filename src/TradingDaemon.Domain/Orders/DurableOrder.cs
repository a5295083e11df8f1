namespace TradingDaemon.Domain.Orders;

/// <summary>An approved order whose intent is on disk. Only the journal makes one, after its commit; venues accept nothing else.</summary>
public sealed record DurableOrder
{
    internal DurableOrder(ApprovedOrder approved) => Approved = approved;

    /// <summary>The approval.</summary>
    public ApprovedOrder Approved { get; }

    /// <summary>What is sent.</summary>
    public OrderIntent Intent => Approved.Intent;
}
