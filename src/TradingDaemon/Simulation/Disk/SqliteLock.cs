namespace TradingDaemon.Simulation.Disk;

/// <summary>SQLite's locks of a database file, with its numbers.</summary>
internal enum SqliteLock
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Reading.</summary>
    Shared = 1,

    /// <summary>Going to write; readers may come.</summary>
    Reserved = 2,

    /// <summary>About to write; readers may stay.</summary>
    Pending = 3,

    /// <summary>Alone.</summary>
    Exclusive = 4,
}
