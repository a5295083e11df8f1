using System.Diagnostics.Metrics;

namespace TradingDaemon.Operations.Control;

/// <summary>The emergency stop among the metrics.</summary>
public static class EmergencyGauges
{
    private const string Prefix = "tradingdaemon_emergency_";

    /// <summary>Adds what is read from it when scraped. Call once.</summary>
    public static void AddTo(Meter meter, IEmergencyControl control)
    {
        ArgumentNullException.ThrowIfNull(meter);
        meter.CreateObservableGauge(Prefix + "state", () => (long)control.Current.State, null, "The emergency stop: 1 active, 2 reducing, 3 halted.");
        meter.CreateObservableGauge(Prefix + "stored", () => control.Current.IsStored ? 1L : 0L, null, "Whether that survives a restart; 0 while the disk refuses.");
        meter.CreateObservableCounter(Prefix + "pulls_total", () => control.Current.Pulls, null, "How often the emergency stop was pulled, repetitions included.");
    }
}
