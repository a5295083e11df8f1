using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections.Tiers;

/// <summary>What a market's regime makes of a tier's entries.</summary>
internal sealed record RegimeSettings
{
    /// <summary>Size in a volatile market, and in a panic.</summary>
    [NumberRange(0, 2, MinExcluded = true, Unit = "times as large")]
    public decimal VolatileSize { get; init; } = 1m;

    /// <summary>Distance of configured stops there.</summary>
    [NumberRange(0, 5, MinExcluded = true, Unit = "times as far")]
    public decimal VolatileStop { get; init; } = 1m;

    /// <summary>Largest share of a position there.</summary>
    [NumberRange(0, 2, MinExcluded = true, Unit = "times limits:positionMaxFraction")]
    public decimal VolatilePositions { get; init; } = 1m;

    /// <summary>Size in a quiet market.</summary>
    [NumberRange(0, 2, MinExcluded = true, Unit = "times as large")]
    public decimal QuietSize { get; init; } = 1m;

    /// <summary>Distance of configured stops there, and in a dead one.</summary>
    [NumberRange(0, 5, MinExcluded = true, Unit = "times as far")]
    public decimal QuietStop { get; init; } = 1m;

    /// <summary>Largest share of a position there.</summary>
    [NumberRange(0, 2, MinExcluded = true, Unit = "times limits:positionMaxFraction")]
    public decimal QuietPositions { get; init; } = 1m;

    /// <summary>Size while the market as a whole crashes.</summary>
    [NumberRange(0, 2, MinExcluded = true, Unit = "times as large")]
    public decimal CrashSize { get; init; } = 1m;

    /// <summary>Size in a bear market.</summary>
    [NumberRange(0, 2, MinExcluded = true, Unit = "times as large")]
    public decimal BearSize { get; init; } = 1m;

    /// <summary>Size while it recovers.</summary>
    [NumberRange(0, 2, MinExcluded = true, Unit = "times as large")]
    public decimal RecoverySize { get; init; } = 1m;

    /// <summary>Size in a bull market.</summary>
    [NumberRange(0, 2, MinExcluded = true, Unit = "times as large")]
    public decimal BullSize { get; init; } = 1m;

    /// <summary>Whether nothing is entered in a panic.</summary>
    public bool PanicOut { get; init; }

    /// <summary>Whether nothing is entered in a dead market.</summary>
    public bool DeadOut { get; init; }
}
