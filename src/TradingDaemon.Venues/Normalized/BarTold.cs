using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Normalized;

/// <summary>A candle as a venue told it.</summary>
internal readonly ref struct BarTold
{
    /// <summary>Canonical symbol; null when the payload does not say whose it is.</summary>
    public required string? Symbol { get; init; }

    /// <summary>When the venue told it; null when it does not say.</summary>
    public WireTime? At { get; init; }

    /// <summary>When it begins.</summary>
    public required WireTime? OpenTime { get; init; }

    /// <summary>First price, quote currency.</summary>
    public ReadOnlySpan<byte> Open { get; init; }

    /// <summary>Highest price, quote currency.</summary>
    public ReadOnlySpan<byte> High { get; init; }

    /// <summary>Lowest price, quote currency.</summary>
    public ReadOnlySpan<byte> Low { get; init; }

    /// <summary>Last price, quote currency.</summary>
    public ReadOnlySpan<byte> Close { get; init; }

    /// <summary>Base; empty when not told.</summary>
    public ReadOnlySpan<byte> Volume { get; init; }

    /// <summary>Whether it will not change any more; null when the venue does not say.</summary>
    public bool? IsClosed { get; init; }
}
