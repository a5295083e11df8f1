namespace TradingDaemon.Simulation.Disk;

/// <summary>What changes a disk. Each of these is a numbered point at which it may fail.</summary>
internal enum DiskOperationKind : byte
{
    /// <summary>A file appears under a name.</summary>
    CreateFile = 1,

    /// <summary>A directory appears under a name.</summary>
    MakeDirectory,

    /// <summary>Bytes are written.</summary>
    Write,

    /// <summary>A file is cut.</summary>
    Truncate,

    /// <summary>A file's bytes are made durable.</summary>
    Sync,

    /// <summary>A file gets another name.</summary>
    Rename,

    /// <summary>A file loses its name.</summary>
    Delete,

    /// <summary>A directory's names are made durable.</summary>
    FlushDirectory,
}
