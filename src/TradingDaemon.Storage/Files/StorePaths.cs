namespace TradingDaemon.Storage.Files;

/// <summary>Where everything of one store lies.</summary>
internal sealed record StorePaths(string Directory)
{
    /// <summary>The database.</summary>
    public string Database => Path.Combine(Directory, "daemon.db");

    /// <summary>Held by the one daemon that uses the store.</summary>
    public string Lock => Path.Combine(Directory, "daemon.lock");

    /// <summary>The checkpoint files.</summary>
    public string Checkpoints => Path.Combine(Directory, "checkpoints");

    /// <summary>Makes the directories; throws <see cref="IOException"/> naming what to do when that is refused.</summary>
    public void Create()
    {
        try
        {
            System.IO.Directory.CreateDirectory(Checkpoints);
            PosixFiles.FlushDirectory(Directory);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The store's directory {Directory} cannot be made or written; choose another or give this user the right to write there. {refused.Message}", refused);
        }
    }
}
