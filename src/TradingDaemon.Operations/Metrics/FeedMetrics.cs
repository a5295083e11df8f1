using System.Diagnostics.Metrics;

namespace TradingDaemon.Operations.Metrics;

/// <summary>One feed's figures. Calls are an interlocked add and a write; nothing is allocated.</summary>
public sealed class FeedMetrics
{
    private const long Never = long.MinValue;
    private readonly TimeProvider _clock;
    private readonly KeyValuePair<string, object?> _tag;
    private long _received;
    private long _reconnections;
    private long _unrecognized;
    private long _lastTimestamp = Never;

    internal FeedMetrics(string feed, TimeProvider clock) => (_tag, _clock) = (MetricNames.Tag("feed", feed), clock);

    /// <summary>Market events arrived now.</summary>
    public void Received(long events) => Received(events, _clock.GetTimestamp());

    /// <summary>Market events arrived at <paramref name="timestamp"/> (<see cref="TimeProvider.GetTimestamp"/>).</summary>
    public void Received(long events, long timestamp)
    {
        Interlocked.Add(ref _received, events);
        Volatile.Write(ref _lastTimestamp, timestamp);
    }

    /// <summary>The connection was lost and made again.</summary>
    public void Reconnected() => Interlocked.Increment(ref _reconnections);

    /// <summary>A message of a kind nobody knows came.</summary>
    public void Unrecognized() => Interlocked.Increment(ref _unrecognized);

    /// <summary>Events since the start.</summary>
    public long ReceivedCount => Volatile.Read(ref _received);

    internal Measurement<long> ReceivedNow => new(ReceivedCount, _tag);

    internal Measurement<long> ReconnectionsNow => new(Volatile.Read(ref _reconnections), _tag);

    internal Measurement<long> UnrecognizedNow => new(Volatile.Read(ref _unrecognized), _tag);

    internal bool HasData => Volatile.Read(ref _lastTimestamp) != Never;

    internal Measurement<double> AgeNow => new(_clock.GetElapsedTime(Volatile.Read(ref _lastTimestamp)).TotalSeconds, _tag);
}
