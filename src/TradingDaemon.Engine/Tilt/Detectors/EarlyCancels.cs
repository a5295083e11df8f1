using TradingDaemon.Domain.Tilt;

namespace TradingDaemon.Engine.Tilt.Detectors;

internal sealed class EarlyCancels() : TiltDetector(
    TiltSignal.EarlyCancels,
    "More than this share of the entries of a while is cancelled at an early age. Fewer entries than the minimum tell nothing.",
    [nameof(TiltPolicy.EarlyCancelShareMax), nameof(TiltPolicy.EarlyCancelAge), nameof(TiltPolicy.CancelWindow), nameof(TiltPolicy.EntriesMin)],
    judgesCancels: true)
{
    public override TiltFinding? Judge(TraderRecord trader, TiltPolicy policy)
    {
        if (trader.Cancels.Count == 0) return null;
        var from = trader.Cancels[^1].At - policy.CancelWindow;
        var (early, entries) = (trader.Cancels.Count(cancel => cancel.At >= from && cancel.Age <= policy.EarlyCancelAge), trader.EntriesSince(from));
        if (entries < policy.EntriesMin) return null;
        var share = (decimal)early / entries;
        return share > policy.EarlyCancelShareMax
            ? new TiltFinding(TiltFinding.Times(share, policy.EarlyCancelShareMax), Text($"{share:P0} of entries are cancelled within {policy.EarlyCancelAge.TotalSeconds:0.#} s"))
            : null;
    }
}
