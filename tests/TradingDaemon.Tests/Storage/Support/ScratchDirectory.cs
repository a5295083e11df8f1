namespace TradingDaemon.Tests.Storage.Support;

/// <summary>A new empty directory, removed in the end.</summary>
internal sealed class ScratchDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("trading-daemon-storage-").FullName;

    public string Database => System.IO.Path.Combine(Path, "daemon.db");

    public string Checkpoints => System.IO.Path.Combine(Path, "checkpoints");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
