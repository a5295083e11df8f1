namespace TradingDaemon.Domain.Orders;

/// <summary>An approved order whose intent is on disk. Only the journal makes one, after its commit; venues accept nothing else.</summary>
public sealed record DurableOrder
{
    internal DurableOrder(ApprovedOrder approved) => Approved = approved;

    /// <summary>The approval.</summary>
    public ApprovedOrder Approved { get; }

    /// <summary>What is sent.</summary>
    public OrderIntent Intent => Approved.Intent;

    /// <summary>
    /// Whether it may still leave. Whoever lets an order wait, for a budget or its turn on the line, asks in the moment before its first byte;
    /// at false nothing is sent and the answer is <see cref="Ports.VenueFault.Withheld"/>. Quick, from any thread.
    /// </summary>
    public Func<bool> MayLeave { get; init; } = static () => true;

    /// <summary>The same order, its instrument by the name its venue has for it: what passes the venue's door.</summary>
    public DurableOrder Named(Instruments.Symbol atVenue) =>
        new(new ApprovedOrder(Intent with { Symbol = atVenue }) { TickReceivedTimestamp = Approved.TickReceivedTimestamp }) { MayLeave = MayLeave };
}
