using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Normalized;

/// <summary>A request a venue took: what became of its order, later messages tell.</summary>
internal readonly ref struct AckTold
{
    /// <summary>What was asked, in the daemon's words: <c>place</c>, <c>cancel</c>, <c>cancelAll</c>, <c>replace</c>, <c>unsubscribe</c>…</summary>
    public required string Call { get; init; }

    /// <summary>When; null when not told.</summary>
    public WireTime? At { get; init; }

    /// <summary>Canonical symbol; null when not told.</summary>
    public string? Symbol { get; init; }

    /// <summary>Our id; null when not told.</summary>
    public string? ClientOrderId { get; init; }

    /// <summary>The venue's id; null when not told.</summary>
    public string? VenueOrderId { get; init; }

    /// <summary>How many orders it concerned; null when not told.</summary>
    public long? Count { get; init; }

    /// <summary>Which order it replaced, by the venue's id; null for none.</summary>
    public string? Replaces { get; init; }
}
