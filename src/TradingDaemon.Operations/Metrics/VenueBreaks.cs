using System.Diagnostics.Metrics;

namespace TradingDaemon.Operations.Metrics;

/// <summary>Differences found between our books and one venue's.</summary>
internal sealed class VenueBreaks(string venue)
{
    private readonly KeyValuePair<string, object?> _tag = MetricNames.Tag("venue", venue);
    private long _found;

    public void Found() => Interlocked.Increment(ref _found);

    public Measurement<long> Now => new(Volatile.Read(ref _found), _tag);
}
