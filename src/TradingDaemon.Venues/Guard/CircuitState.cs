namespace TradingDaemon.Venues.Guard;

/// <summary>Whether requests pass. Zero stays unassigned.</summary>
public enum CircuitState : byte
{
    /// <summary>All of them.</summary>
    Closed = 1,

    /// <summary>None.</summary>
    Open,

    /// <summary>One at a time, to try.</summary>
    HalfOpen,
}
