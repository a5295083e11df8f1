using System.Globalization;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.Streaming;

/// <summary>
/// Keeps one feed connected: connects, subscribes, watches the data of each instrument, asks again, and in the end connects anew, at a pace that no
/// venue bans. A connection counts as good with its first data, not before.
/// </summary>
internal sealed class FeedLoop(
    IReadOnlyList<Instrument> instruments, IFeedDialect dialect, Func<CancellationToken, ValueTask<IStreamLink>> connect,
    LivenessOptions liveness, ReconnectOptions reconnect, Action<FeedChange> tell, TimeProvider clock, Random random)
{
    private readonly InstrumentWatch _watch = new(instruments, liveness, clock, tell);
    private readonly ReconnectPace _pace = new(reconnect, clock, random);

    /// <summary>Runs until <paramref name="stopping"/> is cancelled. Throws <see cref="VenueException"/> only for a refused key, which no new connection mends.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        _watch.Begin();
        while (true)
        {
            TimeSpan wait;
            try
            {
                _pace.Attempted();
                await ConnectionAsync(stopping);
                throw new VenueException(new VenueFault(VenueFaultKind.Retry, "STREAM_ENDED", "The stream ended."));
            }
            catch (VenueException lost) when (lost.Fault.Kind != VenueFaultKind.Authentication)
            {
                wait = _pace.Wait();
                if (lost.Fault.RetryAfter > wait) wait = lost.Fault.RetryAfter.Value;
                Tell(FeedChangeKind.Lost, $"{lost.Fault.Message} ({lost.Fault.Code}); {Next(wait)}");
            }
            catch (Exception broken) when (broken is not VenueException && !stopping.IsCancellationRequested) // whatever it is, it costs the connection and not the feed
            {
                wait = _pace.Wait();
                Tell(FeedChangeKind.Broken, $"{broken.GetType().Name}: {broken.Message} {Next(wait)}");
            }

            await RestAsync(wait, stopping);
        }
    }

    private static string Next(TimeSpan wait) => string.Create(CultureInfo.InvariantCulture, $"next attempt in {wait.TotalSeconds:0.0} s");

    // Silence goes on while nothing is connected, and is judged as ever.
    private async Task RestAsync(TimeSpan wait, CancellationToken stopping)
    {
        for (var left = wait; left > TimeSpan.Zero; left -= liveness.CheckEvery)
        {
            await Task.Delay(left < liveness.CheckEvery ? left : liveness.CheckEvery, clock, stopping);
            _watch.CheckUnconnected();
        }
    }

    private async Task ConnectionAsync(CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await using var link = await connect(stopping);
        dialect.Begin();
        _watch.Begin();
        await SendAsync(link, dialect.Subscribe(instruments), stopping);
        Tell(FeedChangeKind.Connected, $"{Counted.Of(instruments.Count, "instrument")} asked for");
        var watching = WatchAsync(link, ending.Token);
        var reading = ReadAsync(link, ending.Token);
        var first = await Task.WhenAny(reading, watching);
        ending.Cancel(); // on this thread: what is cancelled ends before the next line
        await Task.WhenAll(reading, watching).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await first;
    }

    private async Task ReadAsync(IStreamLink link, CancellationToken ending)
    {
        var readings = new List<FeedReading>();
        while (true)
        {
            var message = await link.ReceiveAsync(ending);
            readings.Clear();
            dialect.Read(message.Span, readings);
            foreach (var reading in readings) await TakeAsync(link, reading, ending);
        }
    }

    private async ValueTask TakeAsync(IStreamLink link, FeedReading reading, CancellationToken ending)
    {
        if (reading.Data is { } instrument && _watch.Saw(instrument.Id))
        {
            _pace.Confirmed();
            tell(new FeedChange(FeedChangeKind.Confirmed, null, $"first data is of {instrument.Symbol}", clock.GetUtcNow()) { Named = instrument.Symbol });
        }

        if (reading.Reason is { } missing) Tell(FeedChangeKind.Gap, missing, reading.Resync ?? reading.Data);
        if (reading.Resync is { } broken) await AskAgainAsync(link, [broken], ending);
    }

    private async Task WatchAsync(IStreamLink link, CancellationToken ending)
    {
        using var beat = new PeriodicTimer(liveness.CheckEvery, clock);
        while (await beat.WaitForNextTickAsync(ending))
        {
            var silent = _watch.Check(out var reconnectBecause);
            if (reconnectBecause is not null) throw new VenueException(new VenueFault(VenueFaultKind.Retry, "SILENT", $"The connection is given up: {reconnectBecause}."));
            if (silent.Count == 0) continue;
            foreach (var instrument in silent) Tell(FeedChangeKind.Resubscribed, "it was silent for too long", instrument);
            await AskAgainAsync(link, silent, ending);
        }
    }

    private async Task AskAgainAsync(IStreamLink link, IReadOnlyList<Instrument> whose, CancellationToken ending) =>
        await SendAsync(link, [.. dialect.Unsubscribe(whose), .. dialect.Subscribe(whose)], ending);

    private static async Task SendAsync(IStreamLink link, IEnumerable<byte[]> messages, CancellationToken ending)
    {
        foreach (var message in messages) await link.SendAsync(message, ending);
    }

    private void Tell(FeedChangeKind kind, string reason, Instrument? instrument = null) => tell(new FeedChange(kind, instrument?.Symbol, reason, clock.GetUtcNow()));
}
