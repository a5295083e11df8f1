namespace TradingDaemon.Storage.Files;

/// <summary>Where everything of one store lies.</summary>
internal sealed record StorePaths(string Directory)
{
    /// <summary>The database.</summary>
    public string Database => Path.Combine(Directory, "daemon.db");

    /// <summary>The database's write-ahead log.</summary>
    public string Log => Database + "-wal";

    /// <summary>The series of prices, a database of its own.</summary>
    public string Prices => Path.Combine(Directory, "prices.db");

    /// <summary>Held by the one daemon that uses the store.</summary>
    public string Lock => Path.Combine(Directory, "daemon.lock");

    /// <summary>The checkpoint files.</summary>
    public string Checkpoints => Path.Combine(Directory, "checkpoints");

    /// <summary>
    /// Makes the directories so that they survive a power cut: what is durable in a directory is lost with a directory that
    /// is not. Throws <see cref="IOException"/> naming what to do when that is refused.
    /// </summary>
    public void Create(IStoreDisk disk)
    {
        try
        {
            MakeDurably(disk, Checkpoints);
            disk.FlushDirectory(Directory); // names left there by a process that died before its own flush
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The store's directory {Directory} cannot be made or written; choose another or give this user the right to write there. {refused.Message}", refused);
        }
    }

    private static void MakeDurably(IStoreDisk disk, string directory)
    {
        if (disk.HasDirectory(directory) || Path.GetDirectoryName(directory) is not { Length: > 0 } parent) return;
        MakeDurably(disk, parent);
        disk.MakeDirectory(directory);
        disk.FlushDirectory(parent);
    }
}
