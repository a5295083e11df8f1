using System.Net.WebSockets;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Alpaca.Reading;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Feeds;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Venues.Alpaca;

/// <summary>
/// Alpaca's quotes and trades: shares, coins and options have a stream each, and here they are one feed. Books come of coins alone, and no checksum
/// proves them. A stream takes one connection an account.
/// </summary>
internal sealed class AlpacaFeed : IMarketFeed, IDisposable
{
    // A share that is traded in one small place may be silent for long without anything being wrong.
    private static readonly TimeSpan QuietMin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StaleMin = TimeSpan.FromMinutes(10);

    // An earlier connection still counts for up to a minute and a half.
    private static readonly TimeSpan AfterConnectionLimit = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan HoursEvery = TimeSpan.FromHours(6);
    private static readonly TimeSpan HoursAgain = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookEvery = AlpacaSessions.Ahead / 2;

    private readonly FeedSetup _setup;
    private readonly AlpacaRequests _requests;
    private readonly AlpacaHours _hours = new();
    private readonly VenueDesk _desk;
    private readonly LiveFeed[] _parts;

    /// <summary>A feed that is not connected yet.</summary>
    public AlpacaFeed(FeedSetup setup)
    {
        (_setup, _requests) = (setup, AlpacaMarket.RequestsOf(setup));
        _desk = AlpacaMarket.Desk(setup.Line, setup.Clock, _requests, new AlpacaLimits(setup.Clock));
        _parts = [.. setup.Instruments.GroupBy(instrument => _requests.StreamOf(instrument.Symbol.Text)).Select(part => Part(part.Key, [.. part]))];
    }

    /// <inheritdoc/>
    public string Name => "alpaca";

    /// <inheritdoc/>
    public async Task RunAsync(TickReceiver onTick, CancellationToken stopping)
    {
        var gate = new Lock();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        List<Task> all = [.. _parts.Select(part => part.RunAsync((in tick) => { lock (gate) onTick(tick); }, ending.Token))];
        if (_setup.Instruments.Any(static instrument => instrument.AssetClass != AssetClass.Crypto)) all.AddRange([AskHoursAsync(ending.Token), LookAtHoursAsync(ending.Token)]);
        var first = await Task.WhenAny(all);
        ending.Cancel();
        await Task.WhenAll(all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stopping.IsCancellationRequested) await first; // a refused key
    }

    /// <summary>Closes its connections.</summary>
    public void Dispose()
    {
        foreach (var part in _parts) part.Dispose();
        _desk.Line.Dispose();
    }

    private LiveFeed Part(Uri stream, IReadOnlyList<Instrument> instruments)
    {
        var symbol = instruments[0].Symbol.Text;
        var (isCoin, isPacked) = (AlpacaRequests.IsCoin(symbol), AlpacaSymbols.IsOption(symbol));
        var given = _setup.Liveness;
        var part = _setup with
        {
            Instruments = instruments, Books = _setup.Books && isCoin,
            Liveness = isCoin ? given : given with { QuietMax = Longer(given.QuietMax, QuietMin), StaleMax = Longer(given.StaleMax, StaleMin), IsOpen = (instrument, at) => _hours.IsOpen(instrument, at) ?? given.IsOpen(instrument, at) },
        };
        return new LiveFeed("alpaca", part, new AlpacaReader(), new Words(part.Books), (invoker, stopping) => OpenAsync(stream, isPacked, invoker, stopping), fallback: () => AlpacaMarket.Of(part));
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    // Connected, and logged in: the venue says so twice.
    private async ValueTask<IStreamLink> OpenAsync(Uri stream, bool isPacked, HttpMessageInvoker invoker, CancellationToken stopping)
    {
        var link = await WebSocketLink.ConnectAsync(stream, invoker, _setup.Line.ConnectMax, _setup.Line.FrameBytesMax, _setup.Clock, stopping, isPacked ? WebSocketMessageType.Binary : WebSocketMessageType.Text);
        try
        {
            await link.SendAsync(_requests.LogIn(isPacked), stopping);
            var reader = new AlpacaReader();
            while (true)
            {
                var frame = await AccountLink.NextAsync(link, _setup.Line.RequestMax, _setup.Clock, stopping);
                var told = Answer.OfFrame(frame, (bytes, into) => reader.Read(bytes.Span, default, into));
                if (told.Said is { } said) throw new VenueException(new VenueFault(said.Kind, said.Code ?? "STREAM", said.Message, said.Kind == VenueFaultKind.RateLimited ? AfterConnectionLimit : null));
                if (told.States.Any(static state => state is ("session", null, "authenticated", _))) return link;
            }
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }
    }

    private async Task AskHoursAsync(CancellationToken stopping)
    {
        while (true)
        {
            var wait = HoursEvery;
            try
            {
                await _hours.RefreshAsync(_desk, _requests, _setup.Clock, stopping);
            }
            catch (VenueException)
            {
                wait = HoursAgain;
            }

            await Task.Delay(wait, _setup.Clock, stopping);
        }
    }

    // From the first moment, and beside the asking. Until the calendar is known, the usual hours hold for silence: on a holiday it is reported then, which is the safe mistake. Nothing is entered.
    private async Task LookAtHoursAsync(CancellationToken stopping)
    {
        for (var sessions = new AlpacaSessions(_hours, _setup.Instruments, _setup.OnChange); ; await Task.Delay(LookEvery, _setup.Clock, stopping)) sessions.Look(_setup.Clock.GetUtcNow());
    }

    private sealed class Words(bool withBooks) : IFeedWords
    {
        public IEnumerable<byte[]> Subscribe(IReadOnlyList<Instrument> instruments) => Ask("subscribe", instruments);

        public IEnumerable<byte[]> Unsubscribe(IReadOnlyList<Instrument> instruments) => Ask("unsubscribe", instruments);

        private IEnumerable<byte[]> Ask(string action, IReadOnlyList<Instrument> instruments) =>
            [AlpacaRequests.Channels(action, [.. instruments.Select(static instrument => instrument.Symbol.Text)], withBooks).ToArray()];
    }
}
