using TradingDaemon.Domain.Tilt;

namespace TradingDaemon.Engine.Tilt.Detectors;

internal sealed class RapidAfterLoss() : TiltDetector(
    TiltSignal.RapidAfterLoss,
    "Revenge: so many entries within a short time of a losing exit.",
    [nameof(TiltPolicy.RapidEntries), nameof(TiltPolicy.RapidWithin)])
{
    public override TiltFinding? Judge(TraderRecord trader, TiltPolicy policy)
    {
        if (trader.Entries.Count == 0 || trader.TradeBefore(trader.Entries[^1].At) is not { IsLoss: true } loss) return null;
        var count = trader.Entries[^1].At - loss.At <= policy.RapidWithin ? trader.EntriesSince(loss.At) : 0;
        return count >= policy.RapidEntries ? new TiltFinding(TiltFinding.Times(count, policy.RapidEntries), Text($"{count} entries within {policy.RapidWithin:c} of a losing exit")) : null;
    }
}
