using System.Collections.Immutable;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Checks;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Tiers;

namespace TradingDaemon.Reloading;

/// <summary>At a start the files are the truth; what they, or the steps venues told, changed since the last process is recorded like any other change.</summary>
internal static class StartChange
{
    /// <summary>How it came, in the audit.</summary>
    public const string Source = "start";

    /// <summary>What the engine is to be told; null when nothing changed.</summary>
    /// <param name="loaded">What the files say, and the steps in use that they do not.</param>
    /// <param name="known">What the books know; none in a new store, and in one of a version without it.</param>
    /// <param name="recorded">Every configuration the journal tells of, oldest first; asked for only when something changed.</param>
    /// <param name="endsRollback">Whether a rollback was in force and is no more: that is recorded though the files came to say the same.</param>
    public static Command.Configure? Of(LoadedConfiguration loaded, ConfigurationVersion known, Func<IEnumerable<RecordedFact>> recorded, bool endsRollback = false)
    {
        var values = ConfigurationComparison.Values(loaded.Deciding);
        var hash = ConfigurationComparison.HashOf(values);
        var overrides = loaded.Inputs.Overrides;
        if (hash == known.Hash && !endsRollback) return null;
        var before = known.Number == 0 ? null : ConfigurationFold.Of(recorded());
        var changes = ConfigurationComparison.Between(before ?? ImmutableSortedDictionary<string, string>.Empty, values);
        var byDefault = loaded.InForce.Where(static key => key.Origin == KeyInForce.ByDefault).Select(static key => key.Path).ToHashSet(StringComparer.Ordinal);
        changes = [.. changes.Select(change => before is null || (change.Before is null && byDefault.Contains(change.Key)) ? change with { Effect = ChangeEffect.Neutral } : change)]; // nothing was before, or the version had no such key: nothing is looser
        return new(new TierRulebook(loaded.Config.Tiers, loaded.Config.SpreadLimits) { Gatekeeper = loaded.Config.Gatekeeper }, hash, Source, "", [.. changes.Where(static change => change.Before != change.After)]) // a secret's two masks
        {
            Overrides = overrides,
        };
    }
}
