using TradingDaemon.Configuration.Schema;
using TradingDaemon.Domain.Tiers;

namespace TradingDaemon.Configuration.Sections.Tiers;

/// <summary>How a tier's capital is shared out among its strategies.</summary>
internal sealed record AllocationSettings
{
    /// <summary>By what; null shares out nothing.</summary>
    public AllocationMethod? Method { get; init; }

    /// <summary>The least share of a strategy.</summary>
    [NumberRange(0, 1, Unit = "of equity")]
    public decimal FractionMin { get; init; } = 0.05m;

    /// <summary>The largest share of a strategy.</summary>
    [NumberRange(0, 1, MinExcluded = true, Unit = "of equity")]
    public decimal FractionMax { get; init; } = 0.40m;

    /// <summary>What no strategy gets.</summary>
    [NumberRange(0, 0.9, Unit = "of equity")]
    public decimal ReserveFraction { get; init; } = 0.10m;

    /// <summary>Closed trades below which a strategy has an equal share.</summary>
    [NumberRange(2, 100)]
    public int TradesMin { get; init; } = 20;
}
