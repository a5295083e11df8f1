using System.Collections.Immutable;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;

namespace TradingDaemon.Cli.Reloading;

/// <summary>One configuration that was decided under.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Hash">Of every key and value but secrets.</param>
/// <param name="At">Since when (UTC).</param>
/// <param name="Sequence">The fact it begins with: every decision with a higher one was made under it.</param>
/// <param name="Source">How it came: start, file, timer, signal or command.</param>
/// <param name="By">Who asked for it; empty when nobody did.</param>
/// <param name="Changes">Each changed key, secrets masked.</param>
internal sealed record HistoryLine(long Version, string Hash, DateTimeOffset At, long Sequence, string Source, string By, ImmutableArray<ConfigurationChange> Changes)
{
    /// <summary>The line of a fact; null of one of another kind.</summary>
    public static HistoryLine? Of(RecordedFact recorded) => recorded.Fact is Fact.ConfigurationChanged changed
        ? new(changed.Version, changed.Hash, recorded.At, recorded.Sequence, changed.Source, changed.By, changed.Changes)
        : null;
}
