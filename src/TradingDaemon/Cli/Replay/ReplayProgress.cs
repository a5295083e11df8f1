namespace TradingDaemon.Cli.Replay;

/// <summary>How far a replay is.</summary>
/// <param name="Rows">Rows read.</param>
/// <param name="FractionDone">0…1, e.g. of the files' bytes.</param>
/// <param name="RecordedTime">The recorded time it has reached; null before the first row.</param>
internal readonly record struct ReplayProgress(long Rows, double FractionDone, DateTimeOffset? RecordedTime);
