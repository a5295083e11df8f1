using TradingDaemon.Domain.Regimes;

namespace TradingDaemon.Engine.Regimes;

/// <summary>
/// Where the market as a whole stands: how far an index rose or fell within the window that ends now, and how far it is above its lowest there. A fall counts at once; that there is none is
/// known only when a whole window was seen.
/// </summary>
internal sealed class PhaseGauge(RegimePolicy policy)
{
    private readonly double[] _levels = new double[(int)(policy.Window / policy.Interval) + 1]; // a ring
    private long _seen;

    /// <summary>The phase now; null while unknown.</summary>
    public MarketPhase? Current { get; private set; }

    /// <summary>The index at the end of a bar; NaN where a price of it lacks, which says nothing.</summary>
    public void Take(double level)
    {
        if (!(level > 0d)) return;
        _levels[_seen++ % _levels.Length] = level;
        var known = (int)Math.Min(_seen, _levels.Length);
        var first = _seen <= _levels.Length ? _levels[0] : _levels[_seen % _levels.Length];
        var lowest = level;
        for (var i = 0; i < known; i++) lowest = Math.Min(lowest, _levels[i]);
        Current = Next(Change(level, first), Change(level, lowest), known == _levels.Length);
    }

    private MarketPhase? Next(double change, double rise, bool isWhole)
    {
        var (isCrash, isBear, isRecovery, isBull) = (Current == MarketPhase.Crash, Current == MarketPhase.Bear, Current == MarketPhase.Recovery, Current == MarketPhase.Bull);
        if (change >= Held(policy.BullFraction, isBull)) return isWhole ? MarketPhase.Bull : null;
        if ((isCrash || isBear || isRecovery) && rise >= Held(policy.RecoveryFraction, isRecovery) && change < 0d) return MarketPhase.Recovery;
        if (change <= -Held(policy.CrashFraction, isCrash)) return MarketPhase.Crash;
        if (change <= -Held(policy.BearFraction, isBear || isCrash)) return MarketPhase.Bear;
        return isWhole ? MarketPhase.Steady : null;
    }

    private static double Change(double to, double from) => Math.Round((to / from) - 1d, 12); // a tenth is none in doubles

    private double Held(double number, bool isHeld) => isHeld ? number * (1d - policy.Hysteresis) : number;
}
