using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Tests.Venues.Support;

/// <summary>A venue's feed beside its account's stream, and what it says of itself. Thread-safe.</summary>
internal sealed class WatchedFeed : IAsyncDisposable
{
    private readonly List<FeedChange> _changes = [];
    private readonly CancellationTokenSource _ending = new();
    private readonly IMarketFeed _feed;
    private readonly Task _running;
    private readonly Action<FeedChange>? _onChange;

    /// <summary>A feed that runs until this ends. It is patient with the machine: a silence of so much work, not of so much told time, is one.</summary>
    /// <param name="scene">Whose.</param>
    /// <param name="onChange">Told of every change; null for nobody.</param>
    public WatchedFeed(VenueScene scene, Action<FeedChange>? onChange = null)
    {
        _onChange = onChange;
        _feed = VenueEntry.Find(scene.Case.Name)!.MakeFeed(new FeedSetup
        {
            Hosts = scene.Hosts, Instruments = scene.Case.Instruments, Clock = scene.Clock, Credentials = scene.Credentials, Books = true, Line = scene.Line, Reconnect = Reconnect, OnChange = Add,
            Liveness = new LivenessOptions { QuietMax = scene.Clock.Of(TimeSpan.FromSeconds(10)), ConfirmMax = scene.Clock.Of(TimeSpan.FromSeconds(5)), StaleMax = scene.Clock.Of(TimeSpan.FromSeconds(60)) },
        });
        _running = _feed.RunAsync(static (in _) => { }, _ending.Token);
    }

    /// <summary>The daemon's own.</summary>
    public static ReconnectOptions Reconnect { get; } = new();

    /// <summary>Its openings, first data and losses, in their order.</summary>
    public IReadOnlyList<FeedChange> Changes
    {
        get
        {
            lock (_changes) return [.. _changes];
        }
    }

    /// <summary>How often first data proved a connection good.</summary>
    public int Confirmed => Changes.Count(static change => change.Kind == FeedChangeKind.Confirmed);

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        (_feed as IDisposable)?.Dispose();
        _ending.Dispose();
    }

    private void Add(FeedChange change)
    {
        _onChange?.Invoke(change);
        if (change.Kind is not (FeedChangeKind.Connected or FeedChangeKind.Confirmed or FeedChangeKind.Lost or FeedChangeKind.Broken)) return;
        lock (_changes) _changes.Add(change);
    }
}
