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

    /// <summary>On which side of the threshold it is.</summary>
    [JsonIgnore]
    public GatekeeperVerdict Verdict => Score is not { } score ? GatekeeperVerdict.Unscored : score >= Threshold ? GatekeeperVerdict.Passed : GatekeeperVerdict.Below;
}
