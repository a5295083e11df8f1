using TradingDaemon.Storage.Files;

namespace TradingDaemon.Simulation.Disk;

/// <summary>
/// A simulated disk as one process sees it, from its start to its death; after that every operation is refused. Give it to
/// a store by <c>StoreOptions.Disk</c>; dispose it after the store.
/// </summary>
internal sealed class MountedDisk : IStoreDisk, IDisposable
{
    private readonly SqliteFileSystem _sqlite;

    /// <summary>Mounts it under a name of its own.</summary>
    public MountedDisk(SimulatedDisk disk)
    {
        Disk = disk;
        _sqlite = new SqliteFileSystem(this);
    }

    /// <summary>The disk.</summary>
    public SimulatedDisk Disk { get; }

    /// <summary>Whether the process lives.</summary>
    public bool IsAlive { get; private set; } = true;

    /// <inheritdoc/>
    public string? SqliteFileSystem => _sqlite.Name;

    /// <inheritdoc/>
    public string FullPath(string path) => Path.IsPathRooted(path) ? path : "/" + path;

    /// <inheritdoc/>
    public bool HasDirectory(string path) => Disk.Look(this, names => names.HasDirectory(path));

    /// <inheritdoc/>
    public bool HasFile(string path) => Disk.Look(this, names => names.Find(path) is not null);

    /// <inheritdoc/>
    public IReadOnlyList<string> FilesOf(string directory) =>
        Disk.Look(this, names => names.Files.Select(static file => file.Key).Where(path => DiskNames.ParentOf(path) == directory).ToArray());

    /// <inheritdoc/>
    public byte[] Read(string path) => Disk.Look(this, names =>
    {
        var file = names.Find(path) ?? throw new DiskRefusedException(DiskRefusal.Absent, path);
        var bytes = new byte[file.Length];
        _ = file.Read(0, bytes);
        return bytes;
    });

    /// <inheritdoc/>
    public void MakeDirectory(string path)
    {
        if (!HasDirectory(path)) Perform(DiskOperationKind.MakeDirectory, path, names => names.Add(path, null));
    }

    /// <inheritdoc/>
    public void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var content = bytes.ToArray();
        var file = new OpenFile(this, Find(path) ?? Create(path), path, flushesDirectory: false);
        if (file.File.Length > 0) file.Truncate(0);
        file.Write(0, content);
        file.Sync();
    }

    /// <inheritdoc/>
    public void Rename(string from, string to) => Perform(DiskOperationKind.Rename, from, names => names.Rename(from, to));

    /// <inheritdoc/>
    public void Delete(string path) => Perform(DiskOperationKind.Delete, path, names => names.Remove(path));

    /// <inheritdoc/>
    public void FlushDirectory(string path) => Perform(DiskOperationKind.FlushDirectory, path, names => names.Flush(path));

    /// <inheritdoc/>
    public IDisposable Lock(string path)
    {
        var file = new OpenFile(this, Find(path) ?? Create(path), path, flushesDirectory: false);
        if (!Disk.Look(this, _ => file.Sharing.TryLock(file, SqliteLock.Exclusive))) throw new DiskRefusedException(DiskRefusal.Locked, path);
        return new HeldLock(file);
    }

    /// <summary>The file of that name, or null.</summary>
    internal DiskFile? Find(string path) => Disk.Look(this, names => names.Find(path));

    /// <summary>Makes an empty file.</summary>
    internal DiskFile Create(string path)
    {
        var file = new DiskFile();
        Perform(DiskOperationKind.CreateFile, path, names => names.Add(path, file));
        return file;
    }

    /// <summary>The process is dead.</summary>
    internal void Die() => IsAlive = false;

    /// <inheritdoc/>
    public void Dispose()
    {
        Die();
        _sqlite.Dispose();
    }

    private void Perform(DiskOperationKind kind, string path, Action<DiskNames> change) =>
        Disk.Perform(this, new DiskOperation(0, kind, path, 0, 0), _ => Disk.Change(change));

    private sealed class HeldLock(OpenFile file) : IDisposable
    {
        public void Dispose() => file.Mount.Disk.Settle(() => file.Sharing.Unlock(file, SqliteLock.None));
    }
}
