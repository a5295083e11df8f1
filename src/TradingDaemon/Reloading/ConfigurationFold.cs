using System.Collections.Immutable;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;

namespace TradingDaemon.Reloading;

/// <summary>What a configuration was, out of what the journal tells of changes: the first one names every key. Secrets are masked there.</summary>
internal static class ConfigurationFold
{
    /// <summary>Every value by key after all changes up to a version; the newest by default.</summary>
    public static ImmutableSortedDictionary<string, string> Of(IEnumerable<RecordedFact> recorded, long version = long.MaxValue)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var change in Facts(recorded).Where(fact => fact.Version <= version).SelectMany(static fact => fact.Changes))
        {
            if (change.After is { } value) values[change.Key] = value;
            else values.Remove(change.Key);
        }

        return values.ToImmutable();
    }

    /// <summary>The number of the newest version; 0 for none.</summary>
    public static long Newest(IEnumerable<RecordedFact> recorded) => Facts(recorded).Select(static fact => fact.Version).LastOrDefault();

    /// <summary>What the newest version keeps in force in spite of the files.</summary>
    public static ImmutableArray<ConfigurationChange> Overrides(IEnumerable<RecordedFact> recorded) => Facts(recorded).LastOrDefault()?.Overrides ?? [];

    private static IEnumerable<Fact.ConfigurationChanged> Facts(IEnumerable<RecordedFact> recorded) => recorded.Select(static one => one.Fact).OfType<Fact.ConfigurationChanged>();
}
