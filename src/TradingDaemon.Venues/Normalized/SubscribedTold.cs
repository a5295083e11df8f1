using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Normalized;

/// <summary>A subscription a venue took.</summary>
internal readonly ref struct SubscribedTold
{
    /// <summary>The venue's name of what is told; null when it does not say.</summary>
    public string? Channel { get; init; }

    /// <summary>Canonical symbol; null for a channel without one.</summary>
    public string? Symbol { get; init; }

    /// <summary>When; null when not told.</summary>
    public WireTime? At { get; init; }

    /// <summary>What the venue warns of; null for nothing.</summary>
    public string? Message { get; init; }
}
