using System.Collections.Immutable;
using System.Text.Json;

namespace TradingDaemon.Domain.Gatekeeping;

/// <summary>What features are called, in configuration and records alike.</summary>
public static class GatekeeperFeatures
{
    /// <summary>Every feature by its name: that of the enum in camel case.</summary>
    public static ImmutableSortedDictionary<string, GatekeeperFeature> ByName { get; } = Enum.GetValues<GatekeeperFeature>()
        .ToImmutableSortedDictionary(static feature => JsonNamingPolicy.CamelCase.ConvertName(feature.ToString()), static feature => feature, StringComparer.Ordinal);

    private static readonly ImmutableDictionary<GatekeeperFeature, string> Names = ByName.ToImmutableDictionary(static pair => pair.Value, static pair => pair.Key);

    /// <summary>A feature's name.</summary>
    public static string NameOf(GatekeeperFeature feature) => Names[feature];
}
