using Microsoft.Extensions.Logging;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Health;

namespace TradingDaemon.Operations.Supervision;

/// <summary>Looks at the health board regularly, so that trouble is told even when nobody asks: changes are logged, bad ones raise alerts.</summary>
internal sealed class HealthWatch(HealthBoard health, AlertBoard alerts, TimeProvider clock, TimeSpan every, ILogger<HealthWatch> logger) : TimedWatch(clock, every)
{
    private readonly Dictionary<string, HealthLevel> _before = new(StringComparer.Ordinal); // as many as the board holds

    /// <inheritdoc/>
    internal override void Look()
    {
        foreach (var component in health.Report().Components)
        {
            var before = _before.GetValueOrDefault(component.Name, HealthLevel.Starting);
            _before[component.Name] = component.Level;
            if (component.Level != before) logger.ComponentHealthChanged(LogLevelOf(component.Level), component.Name, before, component.Level, component.Detail);
            Tell(component, before);
        }
    }

    private static LogLevel LogLevelOf(HealthLevel health) => health switch
    {
        HealthLevel.Critical => LogLevel.Error,
        HealthLevel.Degraded => LogLevel.Warning,
        _ => LogLevel.Information,
    };

    private void Tell(ComponentHealth component, HealthLevel before)
    {
        var key = AlertKeys.OfHealth(component.Name);
        if (component.Level is HealthLevel.Critical) alerts.Raise(key, component.IsVital ? AlertSeverity.Critical : AlertSeverity.Warning, $"{component.Name} is critical: {component.Detail}");
        else if (component.Level is HealthLevel.Degraded) alerts.Raise(key, AlertSeverity.Warning, $"{component.Name} is degraded: {component.Detail}");
        else if (before >= HealthLevel.Degraded) alerts.Clear(key);
    }
}
