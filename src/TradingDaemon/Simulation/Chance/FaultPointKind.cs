namespace TradingDaemon.Simulation.Chance;

/// <summary>Where between two steps a process may die. Zero stays unassigned.</summary>
internal enum FaultPointKind : byte
{
    /// <summary>Between two inputs.</summary>
    Loop = 1,

    /// <summary>Decided, not durable yet.</summary>
    Decided,

    /// <summary>Durable, nobody told yet.</summary>
    Durable,

    /// <summary>An order or a cancel is about to leave.</summary>
    BeforeSend,

    /// <summary>It has left; no answer yet.</summary>
    AfterSend,

    /// <summary>An answer or an event arrived; nobody has looked at it.</summary>
    BeforeReceive,

    /// <summary>It was taken.</summary>
    AfterReceive,

    /// <summary>The venue is asked something, as while starting and reconciling.</summary>
    Question,

    /// <summary>A file is made, or a directory.</summary>
    DiskCreate,

    /// <summary>Bytes are written.</summary>
    DiskWrite,

    /// <summary>A file is flushed.</summary>
    DiskSync,

    /// <summary>A file gets another name.</summary>
    DiskRename,

    /// <summary>A file is cut or removed.</summary>
    DiskRemove,

    /// <summary>A directory is flushed.</summary>
    DiskFlushDirectory,
}
