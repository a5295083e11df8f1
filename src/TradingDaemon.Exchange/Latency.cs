using TradingDaemon.Exchange.Synthetic;

namespace TradingDaemon.Exchange;

/// <summary>One direction of the wire: a random delay for each message, and never overtaking, as in one connection.</summary>
internal sealed class Latency
{
    private readonly SeededRandom _random;
    private readonly long _minTicks;
    private readonly long _rangeTicks;
    private long _lastDueTicks;

    public Latency(ulong seed, TimeSpan min, TimeSpan max)
    {
        if (min < TimeSpan.Zero || max < min) throw new ArgumentOutOfRangeException(nameof(max), max, $"Latency runs from {min}, zero or more, up.");
        (_random, _minTicks, _rangeTicks) = (new SeededRandom(seed), min.Ticks, (max - min).Ticks);
    }

    /// <summary>When a message sent at <paramref name="sentTicks"/> (UTC ticks) arrives.</summary>
    public long DueTicks(long sentTicks) =>
        _lastDueTicks = Math.Max(_lastDueTicks, sentTicks + _minTicks + (long)(_random.NextUniform() * _rangeTicks));
}
