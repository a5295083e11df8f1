namespace TradingDaemon.Domain.Tiers;

/// <summary>
/// How much smaller entries are after a promotion, in four phases of equal length, whole after the fourth; and how much smaller they are for a while after any change of tier, by whether the
/// tier before ran their strategy too. Of both the smaller counts.
/// </summary>
public sealed record TierAdjustment
{
    /// <summary>How long a phase is; zero means there are none.</summary>
    public TimeSpan Phase { get; init; }

    /// <summary>Part of its size an entry has in the first phase.</summary>
    public decimal First { get; init; } = 0.25m;

    /// <summary>In the second.</summary>
    public decimal Second { get; init; } = 0.40m;

    /// <summary>In the third.</summary>
    public decimal Third { get; init; } = 0.60m;

    /// <summary>In the fourth.</summary>
    public decimal Fourth { get; init; } = 0.80m;

    /// <summary>How long entries go by their strategy's being new after a change of tier; zero means they never do.</summary>
    public TimeSpan Period { get; init; }

    /// <summary>Part of its size an entry then has of a strategy the tier before did not run.</summary>
    public decimal NewStrategies { get; init; } = 0.25m;

    /// <summary>Of one it ran.</summary>
    public decimal ExistingStrategies { get; init; } = 0.75m;

    /// <summary>Part of its size an entry has so long after a change of tier, by whether its strategy is new.</summary>
    public decimal FactorAt(TimeSpan since, bool isNew) => since >= Period ? 1m : isNew ? NewStrategies : ExistingStrategies;

    /// <summary>Which phase it is so long after the promotion, 1 to 4; null after the fourth, and where there are none.</summary>
    public int? PhaseAt(TimeSpan since) => Phase > TimeSpan.Zero && Math.Max(0, since.Ticks) / Phase.Ticks is < 4 and var passed ? (int)passed + 1 : null;

    /// <summary>Part of its size an entry has so long after the promotion.</summary>
    public decimal FactorAt(TimeSpan since) => PhaseAt(since) switch { 1 => First, 2 => Second, 3 => Third, 4 => Fourth, _ => 1m };
}
