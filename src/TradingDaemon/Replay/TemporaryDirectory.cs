namespace TradingDaemon.Replay;

/// <summary>A directory of its own that goes with its owner.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    /// <summary>Makes it.</summary>
    public TemporaryDirectory() => Path = Directory.CreateTempSubdirectory("tradingdaemon-").FullName;

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
