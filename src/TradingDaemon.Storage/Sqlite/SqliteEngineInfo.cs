namespace TradingDaemon.Storage.Sqlite;

/// <summary>Which SQLite the process runs on.</summary>
/// <param name="Version">e.g. <c>3.40.1</c>.</param>
/// <param name="Origin">Where it came from, in words.</param>
public sealed record SqliteEngineInfo(string Version, string Origin)
{
    /// <inheritdoc/>
    public override string ToString() => $"SQLite {Version} ({Origin})";
}
