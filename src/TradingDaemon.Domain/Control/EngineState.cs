namespace TradingDaemon.Domain.Control;

/// <summary>Where the daemon is in its life. Orders that add exposure leave only in <see cref="Running"/>. Zero stays unassigned.</summary>
public enum EngineState : byte
{
    /// <summary>Recovering from checkpoint and journal.</summary>
    Starting = 1,

    /// <summary>Comparing with the venues; nothing is sent.</summary>
    Reconciling,

    /// <summary>Trading.</summary>
    Running,

    /// <summary>Entries stopped by the daemon itself, for a fault such as an unwritable journal or an unexplained difference; exits pass. Operators stop by <see cref="EmergencyState"/>.</summary>
    Paused,

    /// <summary>The gate is closed; only the shutdown policy's cancels and exits pass.</summary>
    Stopping,

    /// <summary>Nothing runs any more.</summary>
    Stopped,

    /// <summary>An invariant broke: no entries until an operator looks.</summary>
    Faulted,
}
