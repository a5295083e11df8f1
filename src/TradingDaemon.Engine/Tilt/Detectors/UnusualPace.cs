using TradingDaemon.Domain.Tilt;

namespace TradingDaemon.Engine.Tilt.Detectors;

internal sealed class UnusualPace() : TiltDetector(
    TiltSignal.UnusualPace,
    "The hour's entries are more than so many interquartile ranges above the median of the trader's own hours with entries; too few of them tell nothing.",
    [nameof(TiltPolicy.BaselineRanges), nameof(TiltPolicy.BaselineSamplesMin), nameof(TiltPolicy.BaselineAge)])
{
    public override TiltFinding? Judge(TraderRecord trader, TiltPolicy policy)
    {
        if (trader.Hours.Count <= policy.BaselineSamplesMin) return null;
        var newest = trader.Hours[^1];
        var oldest = newest.Hour - (long)policy.BaselineAge.TotalHours;
        var samples = trader.Hours.Take(trader.Hours.Count - 1).Where(hour => hour.Hour >= oldest).Select(static hour => (decimal)hour.Entries).ToList();
        return Baseline.Of(samples, policy.BaselineSamplesMin) is { } usual && usual.Above(newest.Entries, policy) is { } ranges
            ? new TiltFinding(ranges, Text($"{newest.Entries} entries in an hour, usual are {usual.Median:0.#}"))
            : null;
    }
}
