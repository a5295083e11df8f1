namespace TradingDaemon.Domain.Control;

/// <summary>Where a strategy is in its life. Zero stays unassigned.</summary>
public enum StrategyCondition : byte
{
    /// <summary>Registered, not started.</summary>
    Idle = 1,

    /// <summary>Being initialised or warming up.</summary>
    Starting,

    /// <summary>Evaluated on each event it asked for.</summary>
    Running,

    /// <summary>Switched off by configuration or command; keeps its place.</summary>
    Paused,

    /// <summary>It threw or stalled and waits out its backoff.</summary>
    Recovering,

    /// <summary>Past its restart budget: off until an operator acts.</summary>
    Disabled,

    /// <summary>Unloaded, e.g. because the tier changed.</summary>
    Stopped,
}
