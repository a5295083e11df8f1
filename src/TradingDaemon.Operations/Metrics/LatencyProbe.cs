using System.Globalization;
using TradingDaemon.Operations.Health;

namespace TradingDaemon.Operations.Metrics;

/// <summary>Mean time from tick to order since the last look; above the limit the daemon decides on old prices.</summary>
/// <param name="metrics">Where it is measured.</param>
/// <param name="meanMax">Above it the component is degraded; 100 ms by default.</param>
public sealed class LatencyProbe(DaemonMetrics metrics, TimeSpan? meanMax = null) : IHealthProbe
{
    private readonly TimeSpan _meanMax = meanMax ?? TimeSpan.FromMilliseconds(100);
    private (long Count, TimeSpan Sum) _before;

    /// <inheritdoc/>
    public string Name => "latency";

    /// <summary>False: a slow daemon is limited, not broken; the quote-age rule stops what is too old.</summary>
    public bool IsVital => false;

    /// <inheritdoc/>
    public ProbeReading Read()
    {
        var now = metrics.TickToOrderTotals;
        var (count, sum) = (now.Count - _before.Count, now.Sum - _before.Sum);
        _before = now;
        if (count <= 0) return new ProbeReading(HealthLevel.Healthy, "no orders since the last look");
        var mean = sum / count;
        return new ProbeReading(
            mean > _meanMax ? HealthLevel.Degraded : HealthLevel.Healthy,
            string.Create(CultureInfo.InvariantCulture, $"{mean.TotalMilliseconds:0.00} ms mean from tick to order over {count} orders, limit {_meanMax.TotalMilliseconds:0} ms"));
    }
}
