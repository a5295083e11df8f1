namespace TradingDaemon.Tests.Sandbox;

/// <summary>A folder that is gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("sandbox").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
