using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections.Tiers;

/// <summary>One capital tier, as its file says it.</summary>
internal sealed record TierSettings
{
    /// <summary>Equity from which it is entered, account currency.</summary>
    [NumberRange(0, 1e12)]
    public required decimal EquityMinAccount { get; init; }

    /// <summary>It is left downwards only below this fraction of its own minimum.</summary>
    [NumberRange(0, 1)]
    public decimal DemotionFraction { get; init; } = 0.9m;

    /// <summary>It is left for the one below when equity is further below the highest since it was entered; null means equity alone decides. Needs a `promotion` gate.</summary>
    [NumberRange(0, 1, MinExcluded = true)]
    public decimal? DemotionDrawdownFraction { get; init; }

    /// <summary>What has to be so, beside equity, before it is entered from below.</summary>
    public PromotionSettings Promotion { get; init; } = new();

    /// <summary>The trial on paper before it is entered from below.</summary>
    public PaperSettings Paper { get; init; } = new();

    /// <summary>How much smaller entries are after a promotion to it.</summary>
    public AdjustmentSettings Adjustment { get; init; } = new();

    /// <summary>How closely tilt is watched while it is new, and while the next one is near.</summary>
    public WatchSettings Watch { get; init; } = new();

    /// <summary>How much smaller entries are after losses.</summary>
    public RecoverySettings Recovery { get; init; } = new();

    /// <summary>What a market's regime makes of entries.</summary>
    public RegimeSettings Regimes { get; init; } = new();

    /// <summary>How its capital is shared out among its strategies.</summary>
    public AllocationSettings Allocation { get; init; } = new();

    /// <summary>What Kelly's method goes by where a strategy says nothing of its own.</summary>
    public KellySettings Kelly { get; init; } = new();

    /// <summary>The gate's numbers while it is in force: the only place they stand.</summary>
    public LimitSettings Limits { get; init; } = new();

    /// <summary>What it runs.</summary>
    [Names("strategy", NamePatterns.Kebab, NamePatterns.KebabWords)]
    public IReadOnlyDictionary<string, StrategySettings> Strategies { get; init; } = new Dictionary<string, StrategySettings>();
}
