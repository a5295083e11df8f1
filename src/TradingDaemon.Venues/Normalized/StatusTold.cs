using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Normalized;

/// <summary>The state of a venue, a market, a clock or a key as a venue told it.</summary>
internal readonly ref struct StatusTold
{
    /// <summary>Whose: <c>venue</c>, <c>market</c>, <c>clock</c>, <c>account</c>, <c>key</c>, <c>session</c>…</summary>
    public required string Of { get; init; }

    /// <summary>The venue's word; null when there is none.</summary>
    public string? Status { get; init; }

    /// <summary>When; null when not told.</summary>
    public WireTime? At { get; init; }

    /// <summary>Canonical symbol of a market; null for the venue's own state.</summary>
    public string? Symbol { get; init; }

    /// <summary>Whether a market's trading is halted (true) or goes on again (false); null where the word says neither.</summary>
    public bool? IsHalt { get; init; }

    /// <summary>More in the venue's words; null for nothing.</summary>
    public string? Message { get; init; }
}
