using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Engine.Algorithms;

/// <summary>What one venue shows of a thing on the side an order would take.</summary>
public readonly record struct ShownBook
{
    /// <summary>Its levels, best first; null where the touch alone is shown.</summary>
    public IReadOnlyList<BookLevel>? Levels { get; init; }

    /// <summary>The touch, quote currency; read where there are no levels.</summary>
    public decimal TouchQuote { get; init; }

    /// <summary>What the touch shows, base; null where nobody told, which counts as enough.</summary>
    public decimal? TouchBase { get; init; }

    /// <summary>The price no child may be beyond, quote currency; null for none.</summary>
    public decimal? CapQuote { get; init; }

    /// <summary>What a price of it comes to in account currency, fee included: rate × (1 ± fee).</summary>
    public decimal EffectivePerQuote { get; init; }

    /// <summary>How many levels there are.</summary>
    public int Depth => Levels?.Count ?? 1;

    /// <summary>Price of a level, quote currency.</summary>
    public decimal PriceOf(int level) => Levels is { } levels ? levels[level].PriceQuote : TouchQuote;

    /// <summary>What a level shows, base; null where nobody told.</summary>
    public decimal? SizeOf(int level) => Levels is { } levels ? levels[level].SizeBase : TouchBase;
}
