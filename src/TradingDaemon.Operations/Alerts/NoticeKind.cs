namespace TradingDaemon.Operations.Alerts;

/// <summary>Why a channel is told of a matter. Zero stays unassigned.</summary>
public enum NoticeKind : byte
{
    /// <summary>It is so, for the first time, again after a while, or worse than before.</summary>
    Raised = 1,

    /// <summary>It is still so, and nobody has acknowledged it.</summary>
    Escalated,

    /// <summary>It is no longer so.</summary>
    Ended,

    /// <summary>The channel could not be told everything: how much was left out, and why.</summary>
    LeftOut,

    /// <summary>Somebody tries the channel.</summary>
    Test,
}
