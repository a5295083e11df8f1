namespace TradingDaemon.Domain.Ports;

/// <summary>A source of market events. A new source is a new class behind this, nothing more.</summary>
public interface IMarketFeed
{
    /// <summary>Name for logs and metrics, e.g. <c>simulated</c>.</summary>
    string Name { get; }

    /// <summary>How often it asks, above zero, for one that asks rather than listens; null for one that is told as things happen.</summary>
    TimeSpan? AskEvery => null;

    /// <summary>
    /// Delivers events to <paramref name="onTick"/> until the source ends or <paramref name="stopping"/> is cancelled.
    /// The callback is synchronous, quick and never throws; it may block to pace the feed.
    /// </summary>
    Task RunAsync(TickReceiver onTick, CancellationToken stopping);
}
