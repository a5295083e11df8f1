using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Normalized;

/// <summary>A position of ours as a venue told it.</summary>
internal readonly ref struct PositionTold
{
    /// <summary>Canonical symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>When; null when not told.</summary>
    public WireTime? At { get; init; }

    /// <summary>Base; below zero is short.</summary>
    public ReadOnlySpan<byte> Quantity { get; init; }

    /// <summary>Quote currency; empty when not told.</summary>
    public ReadOnlySpan<byte> AveragePrice { get; init; }
}
