namespace TradingDaemon.Simulation.Disk;

/// <summary>One connection's file.</summary>
/// <param name="mount">Of the process that opened it.</param>
/// <param name="file">Its bytes.</param>
/// <param name="path">Its name; empty for one without, which is neither durable nor a point of failure.</param>
/// <param name="flushesDirectory">Whether its first sync is to make its name durable too, as SQLite does for logs it created.</param>
internal sealed class OpenFile(MountedDisk mount, DiskFile file, string path, bool flushesDirectory)
{
    private bool _flushesDirectory = flushesDirectory;

    /// <summary>Of the process that opened it.</summary>
    public MountedDisk Mount => mount;

    /// <summary>Its bytes.</summary>
    public DiskFile File => file;

    /// <summary>Its locks and shared memory as of when it was opened.</summary>
    public FileSharing Sharing { get; } = file.Sharing;

    /// <summary>Writes.</summary>
    public void Write(long offset, byte[] bytes)
    {
        if (path.Length == 0) file.Write(offset, bytes);
        else mount.Disk.Perform(mount, new DiskOperation(0, DiskOperationKind.Write, path, offset, bytes.Length), taken => file.Write(offset, bytes.AsSpan(0, taken)));
    }

    /// <summary>Cuts.</summary>
    public void Truncate(long length)
    {
        if (path.Length == 0) file.Truncate(length);
        else mount.Disk.Perform(mount, new DiskOperation(0, DiskOperationKind.Truncate, path, length, 0), _ => file.Truncate(length));
    }

    /// <summary>Makes it durable, and its name where that is due.</summary>
    public void Sync()
    {
        if (path.Length == 0) return;
        mount.Disk.Perform(mount, new DiskOperation(0, DiskOperationKind.Sync, path, 0, 0), _ => file.Sync());
        if (!_flushesDirectory) return;
        mount.FlushDirectory(DiskNames.ParentOf(path));
        _flushesDirectory = false;
    }
}
