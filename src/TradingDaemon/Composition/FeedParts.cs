using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Composition;

/// <summary>A source of prices, and whom it concerns.</summary>
/// <param name="Name">Its name in logs, health and metrics.</param>
/// <param name="Venues">Venues that trade instruments of it: entries of these are blocked while it is blind.</param>
/// <param name="Make">Makes it; told whom to tell what is wrong.</param>
internal sealed record FeedParts(string Name, IReadOnlyList<string> Venues, Func<FeedReports, IMarketFeed> Make)
{
    /// <summary>Why it is not started, in one sentence; null when it is.</summary>
    public string? WhyNotStarted { get; init; }
}
