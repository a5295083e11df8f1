using TradingDaemon.Domain.Tilt;

namespace TradingDaemon.Engine.Tilt.Detectors;

internal sealed class UnusualSize() : TiltDetector(
    TiltSignal.UnusualSize,
    "An entry is more than so many interquartile ranges above the median of the trader's own sizes in that currency; too few of them tell nothing.",
    [nameof(TiltPolicy.BaselineRanges), nameof(TiltPolicy.BaselineSamplesMin), nameof(TiltPolicy.BaselineAge)])
{
    public override TiltFinding? Judge(TraderRecord trader, TiltPolicy policy)
    {
        if (trader.Entries.Count <= policy.BaselineSamplesMin) return null;
        var newest = trader.Entries[^1];
        var samples = trader.Entries.Take(trader.Entries.Count - 1).Where(entry => entry.Currency == newest.Currency && newest.At - entry.At <= policy.BaselineAge).Select(static entry => entry.NotionalQuote).ToList();
        return Baseline.Of(samples, policy.BaselineSamplesMin) is { } usual && usual.Above(newest.NotionalQuote, policy) is { } ranges
            ? new TiltFinding(ranges, Text($"an entry of {newest.NotionalQuote:0.##} {newest.Currency}, usual is {usual.Median:0.##}"))
            : null;
    }
}
