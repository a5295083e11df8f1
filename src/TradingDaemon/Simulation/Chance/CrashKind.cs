namespace TradingDaemon.Simulation.Chance;

/// <summary>How a process ends in the middle of its work. Zero stays unassigned.</summary>
internal enum CrashKind : byte
{
    /// <summary>It is killed; what it wrote stays.</summary>
    Kill = 1,

    /// <summary>The power goes; what was not flushed is left to chance.</summary>
    PowerLoss,
}
