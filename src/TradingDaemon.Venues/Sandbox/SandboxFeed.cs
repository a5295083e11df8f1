using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Venues.Sandbox;

/// <summary>The sandbox's quotes and trades as a feed that mends itself, and says what it mends.</summary>
public sealed class SandboxFeed : IMarketFeed, IDisposable
{
    private readonly SandboxFeedOptions _options;
    private readonly InstrumentCatalog _catalog;
    private readonly TimeProvider _clock;
    private readonly Action<FeedChange> _onChange;
    private readonly SocketsHttpHandler _sockets;

    /// <summary>A feed of every instrument in the catalogue.</summary>
    /// <param name="options">Where it is, and how patient to be.</param>
    /// <param name="catalog">The instruments.</param>
    /// <param name="onChange">Told of every change; quick, and never throws.</param>
    /// <param name="clock">Real time.</param>
    public SandboxFeed(SandboxFeedOptions options, InstrumentCatalog catalog, Action<FeedChange> onChange, TimeProvider clock)
    {
        (_options, _catalog, _onChange, _clock) = (options, catalog, onChange, clock);
        _sockets = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectTimeout = options.ConnectMax };
    }

    /// <inheritdoc/>
    public string Name => "sandbox";

    /// <inheritdoc/>
    public async Task RunAsync(TickReceiver onTick, CancellationToken stopping)
    {
        using var invoker = new HttpMessageInvoker(_sockets, disposeHandler: false);
        var loop = new FeedLoop(
            _options.Instruments ?? _catalog.All, new SandboxDialect(_catalog, _options, onTick, _clock),
            token => WebSocketLink.ConnectAsync(SandboxStream.StreamUrl(_options.Url), invoker, _options.ConnectMax, SandboxLimits.FrameBytesMax, _clock, token),
            _options.Liveness, _options.Reconnect, _onChange, _clock, new Random(_options.Seed));
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
