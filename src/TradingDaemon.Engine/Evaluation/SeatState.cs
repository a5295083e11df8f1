namespace TradingDaemon.Engine.Evaluation;

/// <summary>Who sits at an instrument for a strategy.</summary>
internal enum SeatState
{
    /// <summary>Nobody: before the first event and while switched off.</summary>
    Empty,

    /// <summary>Nobody: the last instance faulted, and its backoff or the next event is awaited.</summary>
    Waiting,

    /// <summary>An instance that has not seen enough for its first signal.</summary>
    WarmingUp,

    /// <summary>An instance that may signal.</summary>
    Warm,
}
