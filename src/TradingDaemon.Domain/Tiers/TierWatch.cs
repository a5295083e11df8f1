namespace TradingDaemon.Domain.Tiers;

/// <summary>How many times what detectors of tilt find counts while a tier is new, and while the next one is near. One each, as by default, is as ever.</summary>
public sealed record TierWatch
{
    private const decimal NearFrom = 0.90m; // of the equity the next tier begins at
    private const decimal NearerFrom = 0.95m;
    private const decimal NearestFrom = 0.98m;

    /// <summary>In the first phase after a promotion.</summary>
    public decimal First { get; init; } = 1m;

    /// <summary>In the second.</summary>
    public decimal Second { get; init; } = 1m;

    /// <summary>In the third.</summary>
    public decimal Third { get; init; } = 1m;

    /// <summary>In the fourth.</summary>
    public decimal Fourth { get; init; } = 1m;

    /// <summary>From 90 % of the equity at which the next tier begins.</summary>
    public decimal Near { get; init; } = 1m;

    /// <summary>From 95 % of it.</summary>
    public decimal Nearer { get; init; } = 1m;

    /// <summary>From 98 % of it.</summary>
    public decimal Nearest { get; init; } = 1m;

    /// <summary>Anomalies that are level 1 in this tier; null means as everywhere.</summary>
    public int? Level1Min { get; init; }

    /// <summary>Those that are level 2.</summary>
    public int? Level2Min { get; init; }

    /// <summary>Those that are level 3.</summary>
    public int? Level3Min { get; init; }

    /// <summary>In a phase after a promotion.</summary>
    /// <param name="phase">1 to 4; null after the fourth and where there is none.</param>
    public decimal InPhase(int? phase) => phase switch { 1 => First, 2 => Second, 3 => Third, 4 => Fourth, _ => 1m };

    /// <summary>So near to the next tier.</summary>
    /// <param name="part">Equity as a part of the one at which it begins; null when nobody can value it, which counts as near as can be.</param>
    public decimal NearNext(decimal? part) => part switch { null or >= NearestFrom => Nearest, >= NearerFrom => Nearer, >= NearFrom => Near, _ => 1m };
}
