using TradingDaemon.Domain.MarketData;
using TradingDaemon.Replay;
using TradingDaemon.Venues.Simulated;

namespace TradingDaemon.Rehearsal;

/// <summary>A stretch of the simulated market as a source of ticks.</summary>
internal sealed class SyntheticTicks : ITickSource
{
    private readonly SyntheticTickSource _source;
    private readonly DateTimeOffset _startAt;
    private readonly TimeSpan _duration;

    /// <summary>A stretch of a market, which has no end of its own.</summary>
    /// <param name="source">The market.</param>
    /// <param name="startAt">When the stretch begins, the same as the market.</param>
    /// <param name="duration">How long it is; above zero.</param>
    public SyntheticTicks(SyntheticTickSource source, DateTimeOffset startAt, TimeSpan duration)
    {
        (_source, _startAt, _duration) = (source, startAt, duration);
        CurrentTime = startAt;
    }

    /// <inheritdoc/>
    public long Rows { get; private set; }

    /// <inheritdoc/>
    public double FractionDone => (CurrentTime - _startAt) / _duration;

    /// <summary>When the last delivered tick became known; the end of the stretch once it is reached.</summary>
    public DateTimeOffset CurrentTime { get; private set; }

    /// <inheritdoc/>
    public bool TryRead(out RawTick tick)
    {
        _source.Next(out tick);
        var endAt = _startAt + _duration;
        if (tick.ReceivedTime >= endAt)
        {
            CurrentTime = endAt;
            return false;
        }

        CurrentTime = tick.ReceivedTime;
        Rows++;
        return true;
    }
}
