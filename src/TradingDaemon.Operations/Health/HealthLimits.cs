namespace TradingDaemon.Operations.Health;

/// <summary>When a component is no longer well.</summary>
public sealed record HealthLimits
{
    /// <summary>Ten seconds without progress, one failure to be degraded, three in a row to be critical.</summary>
    public static HealthLimits Default { get; } = new();

    /// <summary>For a component that reports but has no heartbeat, such as a venue connection.</summary>
    public static HealthLimits NoHeartbeat { get; } = new() { ProgressMax = null };

    /// <summary>Longest time between two beats; null when none are expected. Above zero.</summary>
    public TimeSpan? ProgressMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Failures in a row from which the component is degraded; at least 1.</summary>
    public int FailuresDegraded { get; init; } = 1;

    /// <summary>Failures in a row from which it is critical; not below <see cref="FailuresDegraded"/>.</summary>
    public int FailuresCritical { get; init; } = 3;
}
