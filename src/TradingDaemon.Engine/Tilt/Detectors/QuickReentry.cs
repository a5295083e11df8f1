using TradingDaemon.Domain.Tilt;

namespace TradingDaemon.Engine.Tilt.Detectors;

internal sealed class QuickReentry() : TiltDetector(
    TiltSignal.QuickReentry,
    "Revenge: an entry so soon after a losing exit.",
    [nameof(TiltPolicy.ReentryWithin)])
{
    public override TiltFinding? Judge(TraderRecord trader, TiltPolicy policy)
    {
        if (trader.Entries.Count == 0 || trader.TradeBefore(trader.Entries[^1].At) is not { IsLoss: true } loss) return null;
        var passed = trader.Entries[^1].At - loss.At;
        return passed <= policy.ReentryWithin
            ? new TiltFinding(TiltFinding.Times(policy.ReentryWithin.Ticks, Math.Max(1, passed.Ticks)), Text($"an entry {passed.TotalSeconds:0.#} s after a losing exit"))
            : null;
    }
}
