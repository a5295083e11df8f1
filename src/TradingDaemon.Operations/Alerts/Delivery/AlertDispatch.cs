using Microsoft.Extensions.Hosting;
using TradingDaemon.Operations.Metrics;

namespace TradingDaemon.Operations.Alerts.Delivery;

/// <summary>Sets the channels going, and lets them pass on what waits before the daemon ends: first up, last down.</summary>
internal sealed class AlertDispatch : IHostedService, IDisposable
{
    private readonly IReadOnlyList<AlertDelivery> _deliveries;
    private readonly TimeSpan _flushMax;

    /// <summary>Adds them to the metrics.</summary>
    /// <param name="deliveries">The channels.</param>
    /// <param name="flushMax">How long what waits may take at the end.</param>
    /// <param name="metrics">Where they are counted.</param>
    public AlertDispatch(IReadOnlyList<AlertDelivery> deliveries, TimeSpan flushMax, DaemonMetrics metrics)
    {
        (_deliveries, _flushMax) = (deliveries, flushMax);
        DeliveryGauges.AddTo(metrics.Meter, deliveries);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var delivery in _deliveries) delivery.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(_deliveries.Select(delivery => delivery.StopAsync(_flushMax)));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var delivery in _deliveries) delivery.Dispose();
    }
}
