namespace TradingDaemon.Operations.Health;

/// <summary>How one component is at one moment.</summary>
/// <param name="Name">e.g. <c>engine</c> or <c>feed:simulated</c>.</param>
/// <param name="Role">What its silence means.</param>
/// <param name="IsVital">Whether the daemon is critical when this is; otherwise it is degraded.</param>
/// <param name="Level">How it is.</param>
/// <param name="Detail">One sentence, free of secrets; empty when there is nothing to say.</param>
/// <param name="SinceProgress">Time since its last beat, or null when it never beat or rests.</param>
/// <param name="ProgressMax">Longest allowed, or null for none.</param>
public sealed record ComponentHealth(
    string Name, HealthRole Role, bool IsVital, HealthLevel Level, string Detail, TimeSpan? SinceProgress, TimeSpan? ProgressMax)
{
    /// <summary>What it contributes to the whole: a component that is not vital degrades at most.</summary>
    public HealthLevel Contribution => Level is HealthLevel.Critical && !IsVital ? HealthLevel.Degraded : Level;
}
