namespace TradingDaemon.Domain.Orders;

/// <summary>Where an order is in its life. Zero stays unassigned.</summary>
public enum OrderStatus : byte
{
    /// <summary>Durable here; the venue has not answered yet.</summary>
    PendingAck = 1,

    /// <summary>Working at the venue.</summary>
    Open,

    /// <summary>Working, part of it filled.</summary>
    PartiallyFilled,

    /// <summary>We asked to cancel; it can still fill.</summary>
    CancelPending,

    /// <summary>We asked to change it; both versions can still fill.</summary>
    ReplacePending,

    /// <summary>The venue's answer was lost: neither accepted nor refused. Its reservation stays.</summary>
    Unknown,

    /// <summary>Completely filled.</summary>
    Filled,

    /// <summary>Cancelled; what filled before stays filled.</summary>
    Cancelled,

    /// <summary>Refused by the venue, or proven never to have arrived.</summary>
    Rejected,

    /// <summary>Ended by its time in force.</summary>
    Expired,
}
