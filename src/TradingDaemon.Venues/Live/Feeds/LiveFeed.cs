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
internal sealed class LiveFeed(string name, FeedSetup setup, IVenueReader reader, IFeedWords words, Func<HttpMessageInvoker, CancellationToken, ValueTask<IStreamLink>>? open = null, Func<PayloadHint>? about = null, TimeSpan? askEvery = null) : IMarketFeed, IDisposable
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
        var loop = new FeedLoop(
            setup.Instruments, new ReaderDialect(reader, words, new TickSink(setup, onTick), about),
            token => open is null ? WebSocketLink.ConnectAsync(setup.Hosts.Stream!, invoker, setup.Line.ConnectMax, setup.Line.FrameBytesMax, setup.Clock, token) : open(invoker, token),
            setup.Liveness, setup.Reconnect, setup.OnChange, setup.Clock, new Random(setup.Seed));
        try
        {
            await loop.RunAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The end asked for.
        }
    }

    /// <summary>Closes its connections.</summary>
    public void Dispose() => _sockets.Dispose();
}
