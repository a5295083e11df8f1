using TradingDaemon.Domain.Tilt;

namespace TradingDaemon.Engine.Tilt.Detectors;

internal sealed class CancelShare() : TiltDetector(
    TiltSignal.CancelShare,
    "More than this share of the entries of a while is cancelled. Fewer entries than the minimum tell nothing.",
    [nameof(TiltPolicy.CancelShareMax), nameof(TiltPolicy.CancelWindow), nameof(TiltPolicy.EntriesMin)],
    judgesCancels: true)
{
    public override TiltFinding? Judge(TraderRecord trader, TiltPolicy policy)
    {
        if (trader.Cancels.Count == 0) return null;
        var from = trader.Cancels[^1].At - policy.CancelWindow;
        var (cancels, entries) = (trader.Cancels.Count(cancel => cancel.At >= from), trader.EntriesSince(from));
        if (entries < policy.EntriesMin) return null;
        var share = (decimal)cancels / entries;
        return share > policy.CancelShareMax ? new TiltFinding(TiltFinding.Times(share, policy.CancelShareMax), Text($"{share:P0} of entries are cancelled")) : null;
    }
}
