using TradingDaemon.Domain.Gatekeeping;

namespace TradingDaemon.Engine.Gatekeeping;

/// <summary>Scores an entry by the model in force.</summary>
internal static class EntryScoring
{
    private const int ScoreDecimals = 6; // what is stored is what is compared
    private const string NoModel = "model";
    private const string NoNumber = "a number: the model comes to none";

    /// <summary>The score, or what lacked for one; null while the gatekeeper is off.</summary>
    public static GatekeeperScore? Of(GatekeeperPolicy? policy, in EntryView entry)
    {
        if (policy is null or { Mode: GatekeeperMode.Off }) return null;
        var unscored = new GatekeeperScore(policy.Model?.Version ?? "", null, policy.Threshold, policy.Mode == GatekeeperMode.Veto) { Features = EntryFeatures.All(entry) };
        if (policy.Model is not { } model) return unscored with { Missing = NoModel };
        var logOdds = model.Bias;
        foreach (var weight in model.Weights)
        {
            var name = GatekeeperFeatures.NameOf(weight.Feature);
            if (!unscored.Features.TryGetValue(name, out var value)) return unscored with { Missing = name };
            logOdds += weight.Weight * (value - weight.Mean) / weight.Scale;
        }

        return double.IsNaN(logOdds) ? unscored with { Missing = NoNumber } : unscored with { Score = Math.Round((decimal)GatekeeperModel.Chance(logOdds), ScoreDecimals) };
    }
}
