namespace TradingDaemon.Simulation.Disk;

/// <summary>Why a disk refused.</summary>
internal enum DiskRefusal : byte
{
    /// <summary>No space is left (ENOSPC).</summary>
    Full = 1,

    /// <summary>The device failed (EIO).</summary>
    Broken,

    /// <summary>It is mounted read-only (EROFS).</summary>
    ReadOnly,

    /// <summary>There is no such file.</summary>
    Absent,

    /// <summary>Another process holds the lock.</summary>
    Locked,

    /// <summary>The process that asks is dead.</summary>
    Dead,
}
