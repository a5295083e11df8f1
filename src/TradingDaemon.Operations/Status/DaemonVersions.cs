namespace TradingDaemon.Operations.Status;

/// <summary>What is running.</summary>
/// <param name="Daemon">The daemon's own version.</param>
/// <param name="Runtime">The runtime by its own name, e.g. <c>.NET 10.0.1</c>.</param>
/// <param name="Database">The database engine and its version, or null before it was opened.</param>
public sealed record DaemonVersions(string Daemon, string Runtime, string? Database);
