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

    /// <summary>The gate's numbers while it is in force: the only place they stand.</summary>
    public LimitSettings Limits { get; init; } = new();

    /// <summary>What it runs.</summary>
    [Names("strategy", NamePatterns.Kebab, NamePatterns.KebabWords)]
    public IReadOnlyDictionary<string, StrategySettings> Strategies { get; init; } = new Dictionary<string, StrategySettings>();
}
