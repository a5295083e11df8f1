using System.Diagnostics.Metrics;
using TradingDaemon.Operations.Metrics;

namespace TradingDaemon.Operations.Alerts.Delivery;

/// <summary>The channels among the metrics. Read when scraped.</summary>
internal static class DeliveryGauges
{
    /// <summary>Adds them. Call once.</summary>
    public static void AddTo(Meter meter, IReadOnlyList<AlertDelivery> deliveries)
    {
        meter.CreateObservableCounter(MetricNames.Prefix + "alert_notices_total", () => deliveries.SelectMany(static delivery => delivery.Outcomes.Observe()), null, "What became of notices for alert channels.");
        meter.CreateObservableGauge(MetricNames.Prefix + "alert_notices_waiting", () => deliveries.Select(static delivery => delivery.Standing).Select(static channel => new Measurement<long>(channel.Waiting, MetricNames.Tag("channel", channel.Name))), null, "Notices that wait for their channel.");
    }
}
