namespace TradingDaemon.Domain.Tiers;

/// <summary>How much smaller entries are after a promotion, in four phases of equal length; whole after the fourth.</summary>
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

    /// <summary>Part of its size an entry has so long after the promotion.</summary>
    public decimal FactorAt(TimeSpan since) => Phase <= TimeSpan.Zero ? 1m
        : (Math.Max(0, since.Ticks) / Phase.Ticks) switch { 0 => First, 1 => Second, 2 => Third, 3 => Fourth, _ => 1m };
}
