using System.Collections.Immutable;

namespace TradingDaemon.Cli.Replay;

/// <summary>What a replay is asked for beyond the configuration.</summary>
/// <param name="Files">Absolute paths, at least one; the same as in the feed section.</param>
/// <param name="Strict">Whether a malformed row stops the replay.</param>
/// <param name="SpeedFactor">Recorded seconds per real second; null for as fast as possible.</param>
/// <param name="StoreDirectory">Where the books are kept; null for a temporary place that is removed.</param>
internal sealed record ReplayRequest(ImmutableArray<string> Files, bool Strict, decimal? SpeedFactor, string? StoreDirectory);
