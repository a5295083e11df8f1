using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Normalized;

/// <summary>An asset of ours as a venue told it.</summary>
internal readonly ref struct BalanceTold
{
    /// <summary>Canonical code.</summary>
    public required string Asset { get; init; }

    /// <summary>When; null when not told.</summary>
    public WireTime? At { get; init; }

    /// <summary>All of it, with what orders hold; empty when not told.</summary>
    public ReadOnlySpan<byte> Total { get; init; }

    /// <summary>What may be spent; empty when not told.</summary>
    public ReadOnlySpan<byte> Available { get; init; }
}
