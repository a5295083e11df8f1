using System.Collections.Immutable;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Checks;
using TradingDaemon.Configuration.Schema;
using TradingDaemon.Configuration.Sources;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;

namespace TradingDaemon.Reloading;

/// <summary>
/// What a rollback keeps in force although the files say otherwise. It holds while they say for every one of these keys what they said then; once they
/// say something else for one, somebody wrote them since, and they are the truth again.
/// </summary>
internal static class Overruled
{
    /// <summary>Whether the files say for each of these keys what they said at the rollback.</summary>
    public static bool Holds(ImmutableArray<ConfigurationChange> overrides, IEnumerable<KeyInForce> files)
    {
        if (overrides.IsEmpty) return false;
        var values = ConfigurationComparison.Values(files);
        return overrides.All(change => values.GetValueOrDefault(change.Key) == change.Before);
    }

    /// <summary>What is in force at a start: what the files say, but for what a rollback keeps. Throws <see cref="InvalidDataException"/> when the two together are no sound configuration.</summary>
    public static LoadedConfiguration AtStart(LoadedConfiguration loaded, IEnumerable<RecordedFact> recorded)
    {
        var overrides = ConfigurationFold.Overrides(recorded);
        if (!Holds(overrides, loaded.InForce)) return loaded;
        var inputs = loaded.Inputs with { Overrides = overrides };
        var report = ConfigurationLoad.Load(inputs);
        return report.Config is { } config
            ? loaded with { Config = loaded.Narrow(config), InForce = report.InForce, Inputs = inputs }
            : throw new InvalidDataException($"What was rolled back is no sound configuration with these files any more: {string.Join(' ', report.Faults.Select(ReloadText.Of))} Write into the files what is to be in force of {string.Join(", ", overrides.Select(static change => change.Key))}; then they are the truth again.");
    }

    /// <summary>Whether a rollback was in force and is not with these.</summary>
    public static bool Ends(LoadedConfiguration loaded, IEnumerable<RecordedFact> recorded) => loaded.Inputs.Overrides.IsEmpty && !ConfigurationFold.Overrides(recorded).IsEmpty;

    /// <summary>What has to be overruled so that reloadable keys are what a version was.</summary>
    /// <param name="files">What the files say.</param>
    /// <param name="version">Every value of the version.</param>
    public static ImmutableArray<ConfigurationChange> Between(ImmutableArray<KeyInForce> files, ImmutableSortedDictionary<string, string> version)
    {
        var values = ConfigurationComparison.Values(files);
        return [.. ConfigurationComparison.Between(values, version).Where(change => ReloadableKeys.Contains(change.Key) && (change.After is not null || !IsDefault(files, change.Key)))];
    }

    /// <summary>What differs from a version although it should not. A key the version lacks and nobody writes, as one that a later program brought along, differs in nothing.</summary>
    /// <param name="inForce">What is or would be in force.</param>
    /// <param name="version">Every value of the version.</param>
    /// <param name="which">Which keys.</param>
    public static ImmutableArray<ConfigurationChange> Unreached(ImmutableArray<KeyInForce> inForce, ImmutableSortedDictionary<string, string> version, Func<string, bool> which) =>
    [
        .. ConfigurationComparison.Between(ConfigurationComparison.Values(inForce), version)
            .Where(change => which(change.Key) && change.Before != change.After && (change.After is not null || !IsDefault(inForce, change.Key)) && (change.Before is not null || ConfigurationSchema.At(ConfigurationLoad.Schema, change.Key) is not null)),
    ];

    /// <summary>Of those, the ones whose value the journal never had.</summary>
    public static IEnumerable<ConfigurationChange> Secrets(ImmutableArray<ConfigurationChange> overrides) => overrides.Where(static change => SecretMask.IsSecret(change.Key));

    private static bool IsDefault(ImmutableArray<KeyInForce> all, string key) => all.FirstOrDefault(one => one.Path == key)?.Origin == KeyInForce.ByDefault;
}
