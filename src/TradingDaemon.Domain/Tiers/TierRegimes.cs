using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Regimes;

namespace TradingDaemon.Domain.Tiers;

/// <summary>What a market's regime makes of entries: how many times as large they are, how far their stops, how large positions may be; 1 by default. What is not known yet counts as the smallest it could be.</summary>
public sealed record TierRegimes
{
    /// <summary>Size in a volatile market, and in a panic.</summary>
    public decimal VolatileSize { get; init; } = 1m;

    /// <summary>Distance of configured stops there.</summary>
    public decimal VolatileStop { get; init; } = 1m;

    /// <summary>Largest share of a position there.</summary>
    public decimal VolatilePositions { get; init; } = 1m;

    /// <summary>Size in a quiet market.</summary>
    public decimal QuietSize { get; init; } = 1m;

    /// <summary>Distance of configured stops there, and in a dead one.</summary>
    public decimal QuietStop { get; init; } = 1m;

    /// <summary>Largest share of a position there.</summary>
    public decimal QuietPositions { get; init; } = 1m;

    /// <summary>Size while the market as a whole crashes.</summary>
    public decimal CrashSize { get; init; } = 1m;

    /// <summary>Size in a bear market.</summary>
    public decimal BearSize { get; init; } = 1m;

    /// <summary>Size while it recovers.</summary>
    public decimal RecoverySize { get; init; } = 1m;

    /// <summary>Size in a bull market.</summary>
    public decimal BullSize { get; init; } = 1m;

    /// <summary>Whether nothing is entered in a panic.</summary>
    public bool PanicOut { get; init; }

    /// <summary>Whether nothing is entered in a dead market.</summary>
    public bool DeadOut { get; init; }

    /// <summary>How many times as large an entry is.</summary>
    /// <param name="regime">Of the instrument.</param>
    /// <param name="phase">Of the market as a whole; null while unknown.</param>
    /// <param name="hasIndex">Whether there is an index to go by.</param>
    public decimal SizeFactor(Regime regime, MarketPhase? phase, bool hasIndex) =>
        Of(regime, VolatileSize, QuietSize) * (hasIndex ? PhaseFactor(phase) : 1m);

    /// <summary>How many times as far a configured stop is.</summary>
    public decimal StopFactor(Regime regime) => regime switch
    {
        Regime.Volatile or Regime.Panic => VolatileStop,
        Regime.Quiet or Regime.Dead => QuietStop,
        _ => 1m, // neither nearer nor farther is the safe side
    };

    /// <summary>How many times as large a position may be.</summary>
    public decimal PositionsFactor(Regime regime) => Of(regime, VolatilePositions, QuietPositions);

    /// <summary>Whether nothing is entered in such a market; one that nobody knows yet may be such.</summary>
    public bool KeepsOut(Regime regime) => regime switch
    {
        Regime.Panic => PanicOut,
        Regime.Dead => DeadOut,
        Regime.Unknown => PanicOut || DeadOut,
        _ => false,
    };

    // No dead market has larger entries than a usual one.
    private static decimal Of(Regime regime, decimal ofVolatile, decimal ofQuiet) => regime switch
    {
        Regime.Volatile or Regime.Panic => ofVolatile,
        Regime.Quiet => ofQuiet,
        Regime.Dead => Math.Min(1m, ofQuiet),
        Regime.Unknown => Math.Min(1m, Math.Min(ofVolatile, ofQuiet)),
        _ => 1m,
    };

    private decimal PhaseFactor(MarketPhase? phase) => phase switch
    {
        MarketPhase.Crash => CrashSize,
        MarketPhase.Bear => BearSize,
        MarketPhase.Recovery => RecoverySize,
        MarketPhase.Bull => BullSize,
        MarketPhase.Steady => 1m,
        _ => Math.Min(Math.Min(1m, CrashSize), Math.Min(BearSize, Math.Min(RecoverySize, BullSize))),
    };
}
