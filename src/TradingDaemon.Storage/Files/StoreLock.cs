using System.Globalization;
using System.Text;

namespace TradingDaemon.Storage.Files;

/// <summary>Held while a daemon uses a store, so that two can never share one. The system lets go of it when the process ends, however it ends.</summary>
internal sealed class StoreLock : IDisposable
{
    private readonly FileStream _file;

    private StoreLock(FileStream file) => _file = file;

    /// <summary>Takes the lock; throws <see cref="IOException"/> naming the holder when somebody has it, or the file when it cannot be written.</summary>
    public static StoreLock Take(string path)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException($"The lock file {path} cannot be written; give this user the right to write there. {refused.Message}", refused);
        }
        catch (IOException refused) when (File.Exists(path))
        {
            throw new IOException($"The store is in use by {Holder(path)}, which holds {path}; end it first, or give this daemon another directory.", refused);
        }

        try
        {
            file.SetLength(0);
            file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"));
            return new StoreLock(file);
        }
        catch (IOException refused)
        {
            file.Dispose(); // else the next attempt of this process would find the store in use, by itself
            throw new IOException($"The lock file {path} cannot be written; check the disk's free space. {refused.Message}", refused);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose(); // the file stays: removing it would let two daemons hold two files of one name

    private static string Holder(string path) => PosixFiles.ReadLocked(path).Trim() is { Length: > 0 } id ? $"process {id}" : "another process";
}
