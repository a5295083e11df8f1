using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections.Tiers;

/// <summary>What guards a strategy's positions, as its file says it; nothing by default.</summary>
internal sealed record ProtectionSettings
{
    /// <summary>Stop loss; null for none.</summary>
    [NumberRange(0, 0.99, MinExcluded = true, Unit = "of the entry price")]
    public decimal? StopFraction { get; init; }

    /// <summary>Stop loss, in place of a fraction; null for none.</summary>
    [NumberRange(0, 100, MinExcluded = true, Unit = "average true ranges")]
    public decimal? StopAtr { get; init; }

    /// <summary>Take profit; null for none.</summary>
    [NumberRange(0, 100, MinExcluded = true, Unit = "of the entry price")]
    public decimal? TargetFraction { get; init; }

    /// <summary>Take profit, in place of a fraction; null for none.</summary>
    [NumberRange(0, 1000, MinExcluded = true, Unit = "average true ranges")]
    public decimal? TargetAtr { get; init; }

    /// <summary>Trailing stop's distance from the best price; null for none.</summary>
    [NumberRange(0, 0.99, MinExcluded = true, Unit = "of the entry price")]
    public decimal? TrailFraction { get; init; }

    /// <summary>Trailing stop's distance from the best price, in place of a fraction; 1.5 is usual, null for none.</summary>
    [NumberRange(0, 100, MinExcluded = true, Unit = "average true ranges")]
    public decimal? TrailAtr { get; init; }

    /// <summary>Profit from which the trailing stop follows.</summary>
    [NumberRange(0, 10, Unit = "of the entry price")]
    public decimal TrailAfterFraction { get; init; } = 0.01m;
}
