namespace TradingDaemon.Venues.Normalized;

/// <summary>An instrument's rules as a venue told them.</summary>
internal readonly ref struct InstrumentTold
{
    /// <summary>Canonical symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>The venue's own spelling.</summary>
    public required string VenueSymbol { get; init; }

    /// <summary>Canonical code of what is traded; null when not told.</summary>
    public string? Base { get; init; }

    /// <summary>Canonical code of the currency prices are in; null when not told.</summary>
    public string? Quote { get; init; }

    /// <summary>Smallest price step, quote currency; empty when not told.</summary>
    public ReadOnlySpan<byte> TickSize { get; init; }

    /// <summary>Smallest quantity step, base; empty when not told.</summary>
    public ReadOnlySpan<byte> LotSize { get; init; }

    /// <summary>Smallest quantity, base; empty when not told.</summary>
    public ReadOnlySpan<byte> MinQuantity { get; init; }

    /// <summary>Smallest value, quote currency; empty when not told.</summary>
    public ReadOnlySpan<byte> MinNotional { get; init; }

    /// <summary>The venue's word for its state, e.g. <c>online</c>; null when not told.</summary>
    public string? Status { get; init; }

    /// <summary>Whether orders are taken now; null when not told.</summary>
    public bool? IsTradable { get; init; }
}
