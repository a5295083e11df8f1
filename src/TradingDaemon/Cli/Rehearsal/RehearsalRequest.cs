namespace TradingDaemon.Cli.Rehearsal;

/// <summary>What a rehearsal is asked for beyond the configuration.</summary>
/// <param name="Duration">Market time it trades; above zero.</param>
/// <param name="StoreDirectory">Where the books are kept; null for a temporary place that is removed.</param>
internal sealed record RehearsalRequest(TimeSpan Duration, string? StoreDirectory);
