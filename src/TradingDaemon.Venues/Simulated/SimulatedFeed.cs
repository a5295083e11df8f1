using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Exchange.Synthetic;

namespace TradingDaemon.Venues.Simulated;

/// <summary>
/// The synthetic market as a feed: paced by the clock it is given, or as fast as the receiver takes it. Ticks are received at the clock's time; their
/// source time is where their market time falls on that clock, so it is never after the receive time, at any speed.
/// </summary>
public sealed class SimulatedFeed : IMarketFeed
{
    private readonly SimulatedFeedOptions _options;
    private readonly IReadOnlyList<Instrument> _instruments;
    private readonly TimeProvider _clock;

    /// <summary>Makes a feed of these instruments, and of no other; throws <see cref="ArgumentOutOfRangeException"/> unless speed and batch interval are above zero.</summary>
    public SimulatedFeed(SimulatedFeedOptions options, IReadOnlyList<Instrument> instruments, TimeProvider clock)
    {
        if (!(options.Speed > 0.0)) throw new ArgumentOutOfRangeException(nameof(options), options.Speed, "Speed is above zero.");
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.BatchEvery, TimeSpan.Zero, nameof(options));
        (_options, _instruments, _clock) = (options, instruments, clock);
    }

    /// <inheritdoc/>
    public string Name => "simulated";

    /// <inheritdoc/>
    public async Task RunAsync(TickReceiver onTick, CancellationToken stopping)
    {
        var start = _clock.GetUtcNow();
        var source = new SyntheticTickSource(_options, _instruments, start);
        if (double.IsPositiveInfinity(_options.Speed))
        {
            await Task.Run(() => Flood(source, onTick, stopping), CancellationToken.None);
            return;
        }

        try
        {
            await PaceAsync(source, start, onTick, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The end asked for.
        }
    }

    private void Flood(SyntheticTickSource source, TickReceiver onTick, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var now = _clock.GetUtcNow();
            source.NextEvent(out var next);
            onTick(source.ToTick(next, now, now));
        }
    }

    private async Task PaceAsync(SyntheticTickSource source, DateTimeOffset start, TickReceiver onTick, CancellationToken stopping)
    {
        using var beat = new PeriodicTimer(_options.BatchEvery, _clock);
        var (clockZero, lastBeat) = (start, start);
        source.NextEvent(out var next);
        while (await beat.WaitForNextTickAsync(stopping))
        {
            var now = _clock.GetUtcNow();
            if (now - lastBeat > _options.CatchUpMax) clockZero += now - lastBeat - _options.CatchUpMax;
            lastBeat = now;
            while (!stopping.IsCancellationRequested && OnClock(next, start, clockZero) is var sourceTime && sourceTime <= now)
            {
                onTick(source.ToTick(next, sourceTime, now));
                source.NextEvent(out next);
            }
        }
    }

    private DateTimeOffset OnClock(in SyntheticEvent what, DateTimeOffset start, DateTimeOffset clockZero) =>
        clockZero + ((what.At - start) / _options.Speed);
}
