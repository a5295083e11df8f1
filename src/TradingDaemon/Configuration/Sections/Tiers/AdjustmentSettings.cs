using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections.Tiers;

/// <summary>How much smaller entries are after a promotion, in four phases, and after any change of tier by whether their strategy is new.</summary>
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

    /// <summary>How long after any change of tier an entry goes by whether its strategy is new; zero means it does not.</summary>
    [DurationRange("00:00:00", "365.00:00:00")]
    public TimeSpan Period { get; init; }

    /// <summary>An entry then of a strategy the tier before did not run.</summary>
    [NumberRange(0, 1, MinExcluded = true, Unit = "of the size")]
    public decimal NewStrategies { get; init; } = 0.25m;

    /// <summary>An entry then of one it ran.</summary>
    [NumberRange(0, 1, MinExcluded = true, Unit = "of the size")]
    public decimal ExistingStrategies { get; init; } = 0.75m;
}
