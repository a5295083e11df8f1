using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Venues.Live.Feeds;

/// <summary>A venue's quotes, trades and books as a feed that mends itself, and says what it mends.</summary>
/// <param name="name">Name for logs and metrics.</param>
/// <param name="setup">What is watched, and how.</param>
/// <param name="reader">Reads the frames; of this feed alone.</param>
/// <param name="words">How data is asked for.</param>
/// <param name="open">Makes a connection ready to be asked, for venues that want to know who asks, over the connections it is given; null: the stream's address as it is.</param>
/// <param name="about">What the newest message answers; null where messages tell themselves.</param>
/// <param name="askEvery">How often it asks, above zero; null where it listens.</param>
/// <param name="fallback">Whom to ask for best bid and ask while the stream is lost, where its answers are of now; null for nobody.</param>
internal sealed class LiveFeed(string name, FeedSetup setup, IVenueReader reader, IFeedWords words, Func<HttpMessageInvoker, CancellationToken, ValueTask<IStreamLink>>? open = null, Func<PayloadHint>? about = null, TimeSpan? askEvery = null, Func<IVenueMarket>? fallback = null) : IMarketFeed, IDisposable
{
    private readonly SocketsHttpHandler _sockets = new() { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectTimeout = setup.Line.ConnectMax, ConnectCallback = setup.Line.Connect };

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public TimeSpan? AskEvery => askEvery;

    /// <inheritdoc/>
    public async Task RunAsync(TickReceiver onTick, CancellationToken stopping)
    {
        using var invoker = new HttpMessageInvoker(_sockets, disposeHandler: false);
        var one = new Lock();
        TickReceiver take = (in RawTick tick) =>
        {
            lock (one) onTick(tick);
        };
        var prices = fallback is null ? null : new FallbackPrices(setup, fallback, take);
        var told = prices is null ? setup.OnChange : change =>
        {
            prices.Take(change);
            setup.OnChange(change);
        };
        var loop = new FeedLoop(
            setup.Instruments, new ReaderDialect(reader, words, new TickSink(setup, prices is null ? onTick : take), about),
            token => open is null ? WebSocketLink.ConnectAsync(setup.Hosts.Stream!, invoker, setup.Line.ConnectMax, setup.Line.FrameBytesMax, setup.Clock, token) : open(invoker, token),
            setup.Liveness, setup.Reconnect, told, setup.Clock, new Random(setup.Seed));
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var asking = prices?.RunAsync(ending.Token) ?? Task.CompletedTask;
        try
        {
            await loop.RunAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The end asked for.
        }
        finally
        {
            await ending.CancelAsync();
            await asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Closes its connections.</summary>
    public void Dispose() => _sockets.Dispose();
}
