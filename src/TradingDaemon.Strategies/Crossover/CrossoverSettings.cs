namespace TradingDaemon.Strategies.Crossover;

/// <summary>A crossover's own numbers.</summary>
/// <param name="Fast">Observations in the fast average; below <paramref name="Slow"/>.</param>
/// <param name="Slow">Observations in the slow average.</param>
/// <param name="Average">Simple or exponential.</param>
/// <param name="MinimumSeparationBps">How far apart, in basis points of the slow average, before a side counts; zero or more.</param>
/// <param name="Cooldown">Least time from one entry to the next.</param>
internal sealed record CrossoverSettings(int Fast, int Slow, AverageKind Average, double MinimumSeparationBps, TimeSpan Cooldown);
