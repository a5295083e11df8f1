using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections.Tiers;

/// <summary>How many times what detectors of tilt find counts while a tier is new, and while the next one is near; 1 is as ever.</summary>
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
}
