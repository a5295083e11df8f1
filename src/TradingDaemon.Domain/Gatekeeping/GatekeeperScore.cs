using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace TradingDaemon.Domain.Gatekeeping;

/// <summary>What the gatekeeper said of one entry when it was decided, as it is stored with the decision.</summary>
/// <param name="Model">Version of the model; empty when there was none.</param>
/// <param name="Score">0…1 with six decimals; null when it could not be scored.</param>
/// <param name="Threshold">The threshold then.</param>
/// <param name="IsVeto">Whether a score below it refused the entry.</param>
public sealed record GatekeeperScore(string Model, decimal? Score, decimal Threshold, bool IsVeto)
{
    /// <summary>What lacked for a score, by its name in the configuration; null when nothing did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Missing { get; init; }

    /// <summary>
    /// What was known of the entry, by the features' names, each in its own unit and whether the model goes by it or not; what nobody knew is absent. Null with the parts of an entry, which
    /// carry its score alone, and in scores of versions without it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableSortedDictionary<string, double>? Features { get; init; }

    /// <summary>On which side of the threshold it is.</summary>
    [JsonIgnore]
    public GatekeeperVerdict Verdict => Score is not { } score ? GatekeeperVerdict.Unscored : score >= Threshold ? GatekeeperVerdict.Passed : GatekeeperVerdict.Below;

    /// <summary>The same features with the same values are the same.</summary>
    public bool Equals(GatekeeperScore? other) => other is not null && Model == other.Model && Score == other.Score && Threshold == other.Threshold && IsVeto == other.IsVeto && Missing == other.Missing && AreSame(Features, other.Features);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Model, Score, Threshold, IsVeto, Missing, Features?.Count);

    private static bool AreSame(ImmutableSortedDictionary<string, double>? one, ImmutableSortedDictionary<string, double>? other) =>
        one is null || other is null ? ReferenceEquals(one, other) : one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var value) && value.Equals(pair.Value));
}
