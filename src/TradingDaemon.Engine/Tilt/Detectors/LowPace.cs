using TradingDaemon.Domain.Tilt;

namespace TradingDaemon.Engine.Tilt.Detectors;

internal sealed class LowPace() : TiltDetector(
    TiltSignal.LowPace,
    "Fear: the hour with entries that ended before this one had fewer than so many times the median of the trader's own hours with entries; too few of them tell nothing. Off unless set.",
    [nameof(TiltPolicy.LowPaceRatio), nameof(TiltPolicy.BaselineSamplesMin), nameof(TiltPolicy.BaselineAge)])
{
    public override TiltFinding? Judge(TraderRecord trader, TiltPolicy policy)
    {
        if (policy.LowPaceRatio <= 0m || trader.Hours.Count <= policy.BaselineSamplesMin + 1 || trader.Hours[^1].Entries > 1) return null;
        var ended = trader.Hours[^2];
        var oldest = ended.Hour - (long)policy.BaselineAge.TotalHours;
        var samples = trader.Hours.Take(trader.Hours.Count - 2).Where(hour => hour.Hour >= oldest).Select(static hour => (decimal)hour.Entries).ToList();
        return Baseline.Of(samples, policy.BaselineSamplesMin) is { } usual && ended.Entries < usual.Median * policy.LowPaceRatio
            ? new TiltFinding(TiltFinding.Times(usual.Median * policy.LowPaceRatio, ended.Entries), Text($"{ended.Entries} entries in an hour, usual are {usual.Median:0.#}"))
            : null;
    }
}
