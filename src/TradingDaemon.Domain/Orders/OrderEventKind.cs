namespace TradingDaemon.Domain.Orders;

/// <summary>What can happen to an order. Zero stays unassigned.</summary>
public enum OrderEventKind : byte
{
    /// <summary>The venue accepted it.</summary>
    Acknowledged = 1,

    /// <summary>A fill that leaves some open.</summary>
    FillPartial,

    /// <summary>The fill that completes it.</summary>
    FillCompleted,

    /// <summary>We asked to cancel.</summary>
    CancelRequested,

    /// <summary>The venue cancelled it.</summary>
    CancelConfirmed,

    /// <summary>The venue would not cancel it.</summary>
    CancelRefused,

    /// <summary>We asked to change it.</summary>
    ReplaceRequested,

    /// <summary>The venue changed it.</summary>
    ReplaceConfirmed,

    /// <summary>The venue would not change it.</summary>
    ReplaceRefused,

    /// <summary>The venue refused it.</summary>
    RejectedByVenue,

    /// <summary>Its time in force ended it.</summary>
    ExpiredByVenue,

    /// <summary>The answer was lost.</summary>
    OutcomeUnclear,

    /// <summary>A look-up found it working.</summary>
    FoundOpen,

    /// <summary>A look-up of open orders, closed orders and fills proved the venue never had it.</summary>
    ProvenAbsent,
}
