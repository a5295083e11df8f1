using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections.Tiers;

/// <summary>How much smaller entries are after a promotion, in four phases.</summary>
internal sealed record AdjustmentSettings
{
    /// <summary>How long a phase is; zero means there are none.</summary>
    [DurationRange("00:00:00", "30.00:00:00")]
    public TimeSpan Phase { get; init; }

    /// <summary>An entry in the first phase.</summary>
    [NumberRange(0, 1, MinExcluded = true, Unit = "of the size")]
    public decimal First { get; init; } = 0.25m;

    /// <summary>An entry in the second phase.</summary>
    [NumberRange(0, 1, MinExcluded = true, Unit = "of the size")]
    public decimal Second { get; init; } = 0.40m;

    /// <summary>An entry in the third phase.</summary>
    [NumberRange(0, 1, MinExcluded = true, Unit = "of the size")]
    public decimal Third { get; init; } = 0.60m;

    /// <summary>An entry in the fourth phase.</summary>
    [NumberRange(0, 1, MinExcluded = true, Unit = "of the size")]
    public decimal Fourth { get; init; } = 0.80m;
}
