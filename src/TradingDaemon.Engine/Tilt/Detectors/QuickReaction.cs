using TradingDaemon.Domain.Tilt;

namespace TradingDaemon.Engine.Tilt.Detectors;

internal sealed class QuickReaction() : TiltDetector(
    TiltSignal.QuickReaction,
    "An entry sooner after a losing exit than a decision takes.",
    [nameof(TiltPolicy.ReactionBelow)])
{
    public override TiltFinding? Judge(TraderRecord trader, TiltPolicy policy)
    {
        if (trader.Entries.Count == 0 || trader.TradeBefore(trader.Entries[^1].At) is not { IsLoss: true } loss) return null;
        var passed = trader.Entries[^1].At - loss.At;
        return passed < policy.ReactionBelow
            ? new TiltFinding(TiltFinding.Times(policy.ReactionBelow.Ticks, Math.Max(1, passed.Ticks)), Text($"an entry {passed.TotalMilliseconds:0} ms after a losing exit"))
            : null;
    }
}
