using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.Recorded;

/// <summary>The <c>replay</c> feed: a recording delivered at its own speed, faster, or as fast as it is taken.</summary>
public sealed class RecordedFeed : IMarketFeed
{
    // One timer call waits at most this long: recordings have gaps of months, and timers a limit of seven weeks.
    private static readonly TimeSpan WaitMax = TimeSpan.FromHours(1);

    private readonly Func<RecordedMarket> _open;
    private readonly RecordedPace _pace;
    private readonly TimeProvider _clock;

    /// <summary>Plays what <paramref name="open"/> opens, once for each pass; the feed closes it.</summary>
    /// <param name="open">Opens the recording from its beginning.</param>
    /// <param name="pace">Speed, stamps and loop. A speed factor not above zero throws <see cref="ArgumentOutOfRangeException"/>.</param>
    /// <param name="clock">Tells now and waits.</param>
    public RecordedFeed(Func<RecordedMarket> open, RecordedPace pace, TimeProvider clock)
    {
        if (pace.SpeedFactor <= 0m) throw new ArgumentOutOfRangeException(nameof(pace), pace.SpeedFactor, "A speed factor is above zero.");
        (_open, _pace, _clock) = (open, pace, clock);
    }

    /// <inheritdoc/>
    public string Name => "replay";

    /// <summary>
    /// Delivers the recording, on a thread of the pool. Completes at its end, or when cancelled. Throws what <see cref="RecordedMarket"/> throws, and
    /// <see cref="InvalidDataException"/> after the last row when a file ended early: a feed that lacks data must not look finished.
    /// </summary>
    public Task RunAsync(TickReceiver onTick, CancellationToken stopping) => Task.Run(() => PlayAsync(onTick, stopping), CancellationToken.None);

    private async Task PlayAsync(TickReceiver onTick, CancellationToken stopping)
    {
        DateTimeOffset? last = null;
        do
        {
            using var market = _open();
            last = await PlayPassAsync(market, onTick, last, stopping);
        }
        while (_pace.Loop && last is not null && !stopping.IsCancellationRequested);
    }

    // Plays once through; gives the last delivered stamp, or null when the recording has no rows.
    private async Task<DateTimeOffset?> PlayPassAsync(RecordedMarket market, TickReceiver onTick, DateTimeOffset? last, CancellationToken stopping)
    {
        if (stopping.IsCancellationRequested || !market.TryRead(out var tick)) return null;
        var recordedStart = tick.ReceivedTime;
        var offset = PassStart(recordedStart, last) - recordedStart;
        var startedAt = _clock.GetTimestamp();
        var elapsed = TimeSpan.Zero;
        do
        {
            if (_pace.SpeedFactor is { } factor)
            {
                var due = TimeSpan.FromTicks((long)((tick.ReceivedTime - recordedStart).Ticks / factor));
                while (due > elapsed && (elapsed = _clock.GetElapsedTime(startedAt)) < due)
                    if (!await WaitAsync(due - elapsed, stopping)) return last;
            }

            if (offset != TimeSpan.Zero) tick = Moved(in tick, offset);
            onTick(in tick);
            last = tick.ReceivedTime;
        }
        while (!stopping.IsCancellationRequested && market.TryRead(out tick));
        return stopping.IsCancellationRequested || market.Faults.EndsEarly is not { } damage ? last : throw new InvalidDataException(damage.ToString());
    }

    // Where the pass's first row is put; never at or before a stamp that was delivered already, or the next pass would be refused as old.
    private DateTimeOffset PassStart(DateTimeOffset recordedStart, DateTimeOffset? last)
    {
        var start = _pace.SpeedFactor is null || _pace.KeepStamps ? recordedStart : _clock.GetUtcNow();
        return last >= start ? last.Value + TimeSpan.FromTicks(1) : start;
    }

    // False when cancelled. Rounds up to the timer's milliseconds: a row may be late by one, never early.
    private async Task<bool> WaitAsync(TimeSpan wait, CancellationToken stopping)
    {
        var rounded = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Min(wait.TotalMilliseconds, WaitMax.TotalMilliseconds)));
        await Task.Delay(rounded, _clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stopping.IsCancellationRequested;
    }

    private static RawTick Moved(in RawTick tick, TimeSpan offset) => tick.Kind switch
    {
        MarketEventKind.Quote => RawTick.OfQuote(tick.Instrument, tick.SourceTime + offset, tick.ReceivedTime + offset, tick.A, tick.B, tick.C, tick.D),
        MarketEventKind.Trade => RawTick.OfTrade(tick.Instrument, tick.SourceTime + offset, tick.ReceivedTime + offset, tick.A, tick.B, tick.Aggressor),
        _ => RawTick.OfBar(tick.Instrument, tick.SourceTime + offset, tick.ReceivedTime + offset, tick.Interval, tick.A, tick.B, tick.C, tick.D, tick.E),
    };
}
