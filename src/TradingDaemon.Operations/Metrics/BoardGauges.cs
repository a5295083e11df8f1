using System.Diagnostics.Metrics;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Health;

namespace TradingDaemon.Operations.Metrics;

/// <summary>What the health and alert boards show. Read when scraped.</summary>
internal static class BoardGauges
{
    public static void AddTo(Meter meter, HealthBoard health, AlertBoard alerts)
    {
        meter.CreateObservableGauge(MetricNames.Prefix + "health_level", () => Levels(health.Report()), null, "How each component is: 1 healthy, 2 starting, 3 degraded, 4 critical.");
        meter.CreateObservableGauge(MetricNames.Prefix + "component_silence_seconds", () => Silences(health.Report()), "s", "Time since a component last made progress.");
        meter.CreateObservableCounter(MetricNames.Prefix + "alerts_total", () => Raised(alerts), null, "Alerts raised by severity, repetitions included.");
        meter.CreateObservableGauge(MetricNames.Prefix + "alerts_kept", () => (long)alerts.Recent.Length, null, "Alerts on the board.");
        meter.CreateObservableCounter(MetricNames.Prefix + "alert_send_failures_total", () => alerts.SendFailures, null, "Alerts a channel did not even take.");
        meter.CreateObservableCounter(MetricNames.Prefix + "alert_escalations_total", () => alerts.Escalations, null, "Alerts told again because nobody had acknowledged them.");
        meter.CreateObservableCounter(MetricNames.Prefix + "alert_acknowledgements_total", () => alerts.Acknowledgements, null, "Alerts somebody acknowledged.");
    }

    private static IEnumerable<Measurement<long>> Levels(HealthReport report) =>
        report.Components.Select(static component => new Measurement<long>((long)component.Level, MetricNames.Tag("component", component.Name)));

    private static IEnumerable<Measurement<double>> Silences(HealthReport report) => report.Components
        .Where(static component => component.SinceProgress is not null)
        .Select(static component => new Measurement<double>(component.SinceProgress!.Value.TotalSeconds, MetricNames.Tag("component", component.Name)));

    private static IEnumerable<Measurement<long>> Raised(AlertBoard alerts) => Enum.GetValues<AlertSeverity>()
        .Select(severity => new Measurement<long>(alerts.RaisedCount(severity), MetricNames.Tag("severity", MetricNames.Label(severity))));
}
