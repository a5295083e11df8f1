namespace TradingDaemon.Storage.Files;

/// <summary>The machine's own files.</summary>
internal sealed class MachineDisk : IStoreDisk
{
    private MachineDisk() { }

    /// <summary>The only one.</summary>
    public static MachineDisk Instance { get; } = new();

    /// <inheritdoc/>
    public string? SqliteFileSystem => null;

    /// <inheritdoc/>
    public string FullPath(string path) => Path.GetFullPath(path);

    /// <inheritdoc/>
    public bool HasDirectory(string path) => Directory.Exists(path);

    /// <inheritdoc/>
    public bool HasFile(string path) => File.Exists(path);

    /// <inheritdoc/>
    public void MakeDirectory(string path) => Directory.CreateDirectory(path);

    /// <inheritdoc/>
    public IReadOnlyList<string> FilesOf(string directory) => Directory.GetFiles(directory);

    /// <inheritdoc/>
    public byte[] Read(string path) => File.ReadAllBytes(path);

    /// <inheritdoc/>
    public void Write(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }

    /// <inheritdoc/>
    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    /// <inheritdoc/>
    public void Delete(string path) => File.Delete(path);

    /// <inheritdoc/>
    public void FlushDirectory(string path) => PosixFiles.FlushDirectory(path);

    /// <inheritdoc/>
    public IDisposable Lock(string path) => StoreLock.Take(path);
}
