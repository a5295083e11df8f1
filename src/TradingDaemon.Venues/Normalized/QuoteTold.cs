using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Normalized;

/// <summary>Best bid and ask as a venue told them.</summary>
internal readonly ref struct QuoteTold
{
    /// <summary>Canonical symbol; null when the payload does not say whose it is.</summary>
    public required string? Symbol { get; init; }

    /// <summary>When the venue says it was so; null when it does not say.</summary>
    public WireTime? At { get; init; }

    /// <summary>Quote currency; empty when nobody bids.</summary>
    public ReadOnlySpan<byte> Bid { get; init; }

    /// <summary>Base; empty when not told.</summary>
    public ReadOnlySpan<byte> BidSize { get; init; }

    /// <summary>Quote currency; empty when nobody asks.</summary>
    public ReadOnlySpan<byte> Ask { get; init; }

    /// <summary>Base; empty when not told.</summary>
    public ReadOnlySpan<byte> AskSize { get; init; }

    /// <summary>Price of the newest trade, told beside, quote currency; empty when not told. It may lie outside the touch, and nobody knows when it was made.</summary>
    public ReadOnlySpan<byte> Last { get; init; }
}
