using TradingDaemon.Domain.Tilt;

namespace TradingDaemon.Engine.Tilt.Detectors;

internal sealed class SizeAfterLosses() : TiltDetector(
    TiltSignal.SizeAfterLosses,
    "Revenge: after a streak of losing trades an entry is more than so many times as large as the one before.",
    [nameof(TiltPolicy.LossStreak), nameof(TiltPolicy.SizeGrowth)])
{
    public override TiltFinding? Judge(TraderRecord trader, TiltPolicy policy)
    {
        if (trader.Entries.Count == 0 || trader.SameCurrencyBefore(trader.Entries.Count - 1) is not { NotionalQuote: > 0m } before) return null;
        var streak = 0;
        for (var i = trader.Trades.Count - 1; i >= 0 && trader.Trades[i].IsLoss; i--) streak++;
        var times = trader.Entries[^1].NotionalQuote / before.NotionalQuote;
        return streak >= policy.LossStreak && times > policy.SizeGrowth
            ? new TiltFinding(TiltFinding.Times(times, policy.SizeGrowth), Text($"an entry {times:0.0#} times as large as the one before, after {streak} losses in a row"))
            : null;
    }
}
