using System.Collections.Immutable;

namespace TradingDaemon.Domain.Gatekeeping;

/// <summary>A logistic regression: the chance that an entry turns out well, from what is known when it is decided.</summary>
/// <param name="Version">What whoever made it calls it; stored with every score.</param>
/// <param name="Bias">Logarithm of the odds of an entry that is average in everything.</param>
/// <param name="Weights">What each feature adds; each feature once.</param>
public sealed record GatekeeperModel(string Version, double Bias, ImmutableArray<GatekeeperWeight> Weights)
{
    /// <summary>The chance, 0…1, of a logarithm of odds: 1 / (1 + e^−x), the logistic function.</summary>
    public static double Chance(double logOdds) => 1d / (1d + Math.Exp(-logOdds));
}
