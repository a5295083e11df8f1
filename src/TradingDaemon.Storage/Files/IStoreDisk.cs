namespace TradingDaemon.Storage.Files;

/// <summary>
/// Where a store's bytes lie: the machine's files, or a disk made of memory that fails on demand. Everything but the
/// database goes through here; the database goes through SQLite, on the file system named <see cref="SqliteFileSystem"/>.
/// Every call throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when it is refused.
/// </summary>
public interface IStoreDisk
{
    /// <summary>SQLite's name of the file system the database is on; null for SQLite's own.</summary>
    string? SqliteFileSystem { get; }

    /// <summary>A path in full.</summary>
    string FullPath(string path);

    /// <summary>Whether a directory of that name is there.</summary>
    bool HasDirectory(string path);

    /// <summary>Whether a file of that name is there.</summary>
    bool HasFile(string path);

    /// <summary>Makes one directory whose parent is there; nothing happens when it is there already.</summary>
    void MakeDirectory(string path);

    /// <summary>Names of the files in a directory, in full, in no order.</summary>
    IReadOnlyList<string> FilesOf(string directory);

    /// <summary>A file's whole content.</summary>
    byte[] Read(string path);

    /// <summary>Makes the file hold just these bytes, and returns when the disk has them; its name is durable only after <see cref="FlushDirectory"/>.</summary>
    void Write(string path, ReadOnlySpan<byte> bytes);

    /// <summary>Gives a file another name in the same directory, replacing the file that had it.</summary>
    void Rename(string from, string to);

    /// <summary>Removes a file.</summary>
    void Delete(string path);

    /// <summary>Makes creations, renames and removals in a directory survive a power cut.</summary>
    void FlushDirectory(string path);

    /// <summary>Holds the lock file until disposed; throws <see cref="IOException"/> naming the holder when somebody has it.</summary>
    IDisposable Lock(string path);
}
