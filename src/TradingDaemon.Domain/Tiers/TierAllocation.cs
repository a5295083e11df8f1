namespace TradingDaemon.Domain.Tiers;

/// <summary>How a tier's capital is shared out among its strategies: the part of equity each may have at stake.</summary>
public sealed record TierAllocation
{
    /// <summary>By what; null shares out nothing, and exposures alone bound a strategy.</summary>
    public AllocationMethod? Method { get; init; }

    /// <summary>The least share of a strategy, as a fraction of equity.</summary>
    public decimal FractionMin { get; init; } = 0.05m;

    /// <summary>The largest.</summary>
    public decimal FractionMax { get; init; } = 0.40m;

    /// <summary>What nobody gets, as a fraction of equity.</summary>
    public decimal ReserveFraction { get; init; } = 0.10m;

    /// <summary>Closed trades below which a strategy has an equal share, whatever they came to.</summary>
    public int TradesMin { get; init; } = 20;
}
