namespace TradingDaemon.Operations.Health;

/// <summary>What a probe saw.</summary>
/// <param name="Level">How it is.</param>
/// <param name="Detail">The numbers that say so, with their limits.</param>
public readonly record struct ProbeReading(HealthLevel Level, string Detail)
{
    /// <summary>Judges a value that should stay low.</summary>
    internal static HealthLevel Above(double value, double degraded, double critical) =>
        value > critical ? HealthLevel.Critical : value > degraded ? HealthLevel.Degraded : HealthLevel.Healthy;
}
