using TradingDaemon.Domain.MarketData;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Normalized;

/// <summary>A trade of others as a venue told it.</summary>
internal readonly ref struct TradeTold
{
    /// <summary>Canonical symbol; null when the payload does not say whose it is.</summary>
    public required string? Symbol { get; init; }

    /// <summary>When it was made; null when not told.</summary>
    public WireTime? At { get; init; }

    /// <summary>Quote currency.</summary>
    public ReadOnlySpan<byte> Price { get; init; }

    /// <summary>Base; empty when not told.</summary>
    public ReadOnlySpan<byte> Size { get; init; }

    /// <summary>Who took.</summary>
    public AggressorSide Aggressor { get; init; }

    /// <summary>The venue's id of it; empty when there is none.</summary>
    public ReadOnlySpan<byte> TradeId { get; init; }

    /// <summary>Who gave that id, where a feed brings the trades of several exchanges and each counts by itself; empty where one counts them all.</summary>
    public ReadOnlySpan<byte> Source { get; init; }
}
