using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections.Tiers;

/// <summary>How much smaller entries are after losses.</summary>
internal sealed record RecoverySettings
{
    /// <summary>Fall of equity below its peak from which entries are smaller, until it is regained; null for none.</summary>
    [NumberRange(0, 1, MinExcluded = true)]
    public decimal? DrawdownFraction { get; init; }

    /// <summary>An entry then; a quarter of what it lacks comes back with each quarter of the fall that is regained.</summary>
    [NumberRange(0, 1, MinExcluded = true, Unit = "of the size")]
    public decimal SizeFraction { get; init; } = 0.5m;

    /// <summary>Losing trading days in a row after which entries are smaller, until one is not lost; null for none.</summary>
    [NumberRange(1, 100)]
    public int? LosingDays { get; init; }
}
