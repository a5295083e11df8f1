namespace TradingDaemon.Operations.Alerts.Delivery;

/// <summary>What became of a notice for a channel. Zero stays unassigned.</summary>
public enum NoticeOutcome : byte
{
    /// <summary>The other side took it.</summary>
    Sent = 1,

    /// <summary>It was one too many for the minute or the day.</summary>
    HeldBack,

    /// <summary>Too many waited already.</summary>
    Dropped,

    /// <summary>It was refused, or nobody took it for too long, or the daemon stopped.</summary>
    Failed,
}
