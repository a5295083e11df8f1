using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections.Tiers;

/// <summary>How many times what detectors of tilt find counts while a tier is new, and while the next one is near, where 1 is as ever; and how many it takes.</summary>
internal sealed record WatchSettings
{
    /// <summary>In the first phase after a promotion.</summary>
    [NumberRange(1, 10)]
    public decimal First { get; init; } = 1m;

    /// <summary>In the second phase.</summary>
    [NumberRange(1, 10)]
    public decimal Second { get; init; } = 1m;

    /// <summary>In the third phase.</summary>
    [NumberRange(1, 10)]
    public decimal Third { get; init; } = 1m;

    /// <summary>In the fourth phase.</summary>
    [NumberRange(1, 10)]
    public decimal Fourth { get; init; } = 1m;

    /// <summary>From 90 % of the equity at which the next tier begins.</summary>
    [NumberRange(1, 10)]
    public decimal Near { get; init; } = 1m;

    /// <summary>From 95 % of it.</summary>
    [NumberRange(1, 10)]
    public decimal Nearer { get; init; } = 1m;

    /// <summary>From 98 % of it, and while equity cannot be valued.</summary>
    [NumberRange(1, 10)]
    public decimal Nearest { get; init; } = 1m;

    /// <summary>Anomalies that are level 1 of tilt in this tier; null means `tilt:level1Min`.</summary>
    [NumberRange(1, 60)]
    public int? Level1Min { get; init; }

    /// <summary>Those that are level 2; null means `tilt:level2Min`.</summary>
    [NumberRange(1, 60)]
    public int? Level2Min { get; init; }

    /// <summary>Those that are level 3; null means `tilt:level3Min`.</summary>
    [NumberRange(1, 60)]
    public int? Level3Min { get; init; }
}
