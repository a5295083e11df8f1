using System.Diagnostics.Metrics;

namespace TradingDaemon.Operations.Reloading;

/// <summary>Reloads among the metrics.</summary>
public static class ReloadGauges
{
    private const string Prefix = "tradingdaemon_configuration_";

    /// <summary>Adds what is read when scraped. Call once.</summary>
    public static void AddTo(Meter meter, IReloadControl control)
    {
        ArgumentNullException.ThrowIfNull(meter);
        meter.CreateObservableGauge(Prefix + "version", () => control.Current.Version, null, "Number of the configuration that runs.");
        meter.CreateObservableCounter(Prefix + "reloads_total", () => control.Current.Reloads, null, "How often another configuration was taken over.");
        meter.CreateObservableCounter(Prefix + "reload_failures_total", () => control.Current.Refusals, null, "How often one was refused.");
        meter.CreateObservableGauge(Prefix + "refused", () => control.Current.Refusal is null ? 0L : 1L, null, "Whether the newest one was refused, so that files and what runs differ.");
    }
}
