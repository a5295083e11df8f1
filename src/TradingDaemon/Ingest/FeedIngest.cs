using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Ingest;

/// <summary>One feed's way into the daemon: each tick is shown to whoever mirrors the market, then put in its shard's queue.</summary>
internal sealed class FeedIngest : BackgroundService
{
    // Of one that asks: an answer may be lost, and the next one late.
    private const int RoundsMax = 3;

    private readonly string _name;
    private readonly IMarketFeed _feed;
    private TickReceiver? _mirror; // null once it broke
    private readonly FeedWatch _watch;
    private readonly Topology _topology;
    private readonly FeedMetrics _metrics;
    private readonly HealthComponent _health;
    private readonly AlertBoard _alerts;
    private readonly TimeProvider _real;
    private readonly ILogger<FeedIngest> _logger;

    /// <summary>A feed by the name operators know, and who else sees its ticks, e.g. the simulated venue that matches against them; null for nobody.</summary>
    public FeedIngest(string name, IMarketFeed feed, TickReceiver? mirror, FeedWatch watch, Topology topology, DaemonMetrics metrics, HealthBoard health, AlertBoard alerts, Clocks clocks, ILogger<FeedIngest> logger)
    {
        (_name, _feed, _mirror, _watch, _topology, _alerts, _real, _logger) = (name, feed, mirror, watch, topology, alerts, clocks.Real, logger);
        _metrics = metrics.Feed(name);
        _health = health.Register($"feed:{name}", HealthRole.Data, limits: LimitsOf(feed));
        _watch.MarketsOpened = Rest;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        (_feed as IDisposable)?.Dispose(); // its connections
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var watching = _watch.RunAsync(stoppingToken);
        try
        {
            await Task.Run(() => _feed.RunAsync(Receive, stoppingToken), stoppingToken);
            _health.Rest(stoppingToken.IsCancellationRequested ? "Stopping." : "The recorded data ended.");
            if (!stoppingToken.IsCancellationRequested) _logger.FeedEnded(_name);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            _health.Rest("Stopping.");
        }
        catch (Exception failure) // a feed over a network mends itself; one that ends so has ended, and takes nobody with it
        {
            _health.Critical(failure.Message);
            _alerts.Raise($"feed:{_name}", AlertSeverity.Critical, $"Feed {_name} failed and has ended ({failure.GetType().Name}): {failure.Message}");
            _logger.FeedFailed(failure, _name);
        }

        await watching; // what the feed said last is told before the end
    }

    private static HealthLimits LimitsOf(IMarketFeed feed) =>
        feed.AskEvery * RoundsMax is { } quiet && quiet > HealthLimits.Default.ProgressMax ? HealthLimits.Default with { ProgressMax = quiet } : HealthLimits.Default;

    // Between two openings nobody delivers, and nobody should be woken for it.
    private void Rest(bool isOpen)
    {
        if (!isOpen)
        {
            _health.Rest("All its markets are closed.");
            return;
        }

        _health.Healthy();
        _health.Beat();
    }

    // A venue that cannot go on is no fault of the feed: strategies go on seeing prices, and the venue's own loop says what broke.
    private void Mirror(in RawTick tick)
    {
        try
        {
            _mirror?.Invoke(tick);
        }
        catch (IOException failure)
        {
            _mirror = null;
            _logger.MirrorBroken(failure, _name);
        }
    }

    private void Receive(in RawTick tick)
    {
        var timestamp = _real.GetTimestamp();
        Mirror(tick);
        _topology.QueueOf(tick.Instrument).Write(new TimedTick(tick, timestamp));
        _metrics.Received(1, timestamp);
        _health.Beat(timestamp);
    }
}
