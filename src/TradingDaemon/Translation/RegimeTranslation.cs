using TradingDaemon.Configuration.Sections.Regimes;
using TradingDaemon.Domain.Regimes;

namespace TradingDaemon.Translation;

/// <summary>What the configuration says of regimes, in the engine's words.</summary>
internal static class RegimeTranslation
{
    /// <summary>Null where they are not told apart.</summary>
    public static RegimePolicy? Of(RegimeConfig regimes) => !regimes.Enabled ? null : new RegimePolicy
    {
        Interval = regimes.Interval, Bars = regimes.Bars, PanicPercentile = (double)regimes.PanicPercentile, PanicVolumeScore = (double)regimes.PanicVolumeScore,
        PanicCorrelation = (double)regimes.PanicCorrelation, VolatilePercentile = (double)regimes.VolatilePercentile, QuietPercentile = (double)regimes.QuietPercentile,
        DeadPercentile = (double)regimes.DeadPercentile, DeadVolumeShare = (double)regimes.DeadVolumeShare, Hysteresis = (double)regimes.Hysteresis,
        Index = [.. regimes.Index], Window = regimes.Window, CrashFraction = (double)regimes.CrashFraction, BearFraction = (double)regimes.BearFraction,
        BullFraction = (double)regimes.BullFraction, RecoveryFraction = (double)regimes.RecoveryFraction,
    };
}
