using System.Collections.Immutable;

namespace TradingDaemon.Operations.Health;

/// <summary>How everything is at one moment.</summary>
/// <param name="At">The moment (UTC).</param>
/// <param name="Components">Every component by name, ordinal order.</param>
public sealed record HealthReport(DateTimeOffset At, ImmutableArray<ComponentHealth> Components)
{
    /// <summary>The worst contribution; a daemon that is still starting counts as degraded, one without components as healthy.</summary>
    public HealthLevel Overall
    {
        get
        {
            var worst = Components.Select(static component => component.Contribution).DefaultIfEmpty(HealthLevel.Healthy).Max();
            return worst is HealthLevel.Starting ? HealthLevel.Degraded : worst;
        }
    }

    /// <summary>False when a part of the process loop stands still or failed: only a restart helps.</summary>
    public bool LoopProgresses => Components.All(static component => component.Role is not HealthRole.Loop || component.Level is not HealthLevel.Critical);

    /// <summary>False while a vital data source has not delivered yet or is silent.</summary>
    public bool DataIsFresh => Components.All(static component =>
        component.Role is not HealthRole.Data || !component.IsVital || component.Level is HealthLevel.Healthy or HealthLevel.Degraded);
}
