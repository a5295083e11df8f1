using System.Diagnostics.Metrics;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Operations.Metrics;

/// <summary>One channel's figures.</summary>
public sealed class ChannelMetrics
{
    private readonly Histogram<double> _wait;
    private readonly Func<int> _depth;
    private readonly int _capacity;
    private readonly string _channel;
    private readonly KeyValuePair<string, object?> _tag;

    internal ChannelMetrics(string channel, int capacity, Func<int> depth, Histogram<double> wait)
    {
        (_channel, _capacity, _depth, _wait, _tag) = (channel, capacity, depth, wait, MetricNames.Tag("channel", channel));
    }

    /// <summary>An item waited this long before it was taken. Allocates nothing; see the metrics page for its cost.</summary>
    public void Waited(TimeSpan wait) => _wait.Record(wait.TotalSeconds, _tag);

    /// <summary>How full it is now.</summary>
    public QueueLine Read() => new(_channel, _depth(), _capacity);

    internal Measurement<long> DepthNow => new(_depth(), _tag);

    internal Measurement<long> CapacityNow => new(_capacity, _tag);
}
