using TradingDaemon.Domain.Tilt;

namespace TradingDaemon.Engine.Tilt.Detectors;

internal sealed class OrderBurst() : TiltDetector(
    TiltSignal.OrderBurst,
    "Over-trading: so many entries within a few minutes.",
    [nameof(TiltPolicy.BurstEntries), nameof(TiltPolicy.BurstWithin)])
{
    public override TiltFinding? Judge(TraderRecord trader, TiltPolicy policy)
    {
        if (trader.Entries.Count == 0) return null;
        var count = trader.EntriesSince(trader.Entries[^1].At - policy.BurstWithin);
        return count >= policy.BurstEntries ? new TiltFinding(TiltFinding.Times(count, policy.BurstEntries), Text($"{count} entries within {policy.BurstWithin:c}")) : null;
    }
}
