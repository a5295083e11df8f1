using TradingDaemon.Configuration.Schema;
using TradingDaemon.Domain.Capital;
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

    /// <summary>Of the method custom: in proportion to what strategies have shares; one that is not named has the least share.</summary>
    [Names("strategy", NamePatterns.Kebab, NamePatterns.KebabWords), NumberRange(0, 1_000_000)]
    public IReadOnlyDictionary<string, decimal> Weights { get; init; } = new Dictionary<string, decimal>();

    /// <summary>How long shares stay before they are worked out anew; zero means no time of their own.</summary>
    [DurationRange("00:00:00", "366.00:00:00")]
    public TimeSpan RebalanceEvery { get; init; }

    /// <summary>How far a share may be from what it would be now before all are worked out anew; null for any distance.</summary>
    [NumberRange(0, 1, Unit = "of equity")]
    public decimal? DriftFraction { get; init; }

    /// <summary>How much of their shares strategies may use; losses may ask for less.</summary>
    public AllocationMode Mode { get; init; } = AllocationMode.Normal;

    /// <summary>A share in the mode aggressive, out of the reserve.</summary>
    [NumberRange(1, 10, Unit = "times as large")]
    public decimal AggressiveFactor { get; init; } = 1.25m;

    /// <summary>A share in the mode conservative.</summary>
    [NumberRange(0, 1, Unit = "of the share")]
    public decimal ConservativeFactor { get; init; } = 0.75m;

    /// <summary>A share in the mode defensive.</summary>
    [NumberRange(0, 1, Unit = "of the share")]
    public decimal DefensiveFactor { get; init; } = 0.5m;

    /// <summary>Fall of equity below its peak from which the mode is defensive, until half of it is regained; null for none.</summary>
    [NumberRange(0, 1, MinExcluded = true)]
    public decimal? DefensiveLossFraction { get; init; }

    /// <summary>Fall of equity below its peak from which the mode is emergency, until half of it is regained; null for none.</summary>
    [NumberRange(0, 1, MinExcluded = true)]
    public decimal? EmergencyLossFraction { get; init; }
}
