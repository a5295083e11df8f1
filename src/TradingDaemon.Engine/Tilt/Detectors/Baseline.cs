using TradingDaemon.Domain.Tilt;

namespace TradingDaemon.Engine.Tilt.Detectors;

/// <summary>What is usual for a trader: the median of its own past and the range between its quartiles.</summary>
/// <param name="Median">The middle sample.</param>
/// <param name="Range">The third quartile less the first; above zero.</param>
internal readonly record struct Baseline(decimal Median, decimal Range)
{
    private const decimal SeverityMax = 10m;

    /// <summary>Of samples in any order, which are sorted; null of too few, and where half of them are one number: then nobody knows how far is far.</summary>
    public static Baseline? Of(List<decimal> samples, int samplesMin)
    {
        if (samples.Count < Math.Max(1, samplesMin)) return null;
        samples.Sort();
        var range = At(samples, 0.75m) - At(samples, 0.25m);
        return range > 0m ? new Baseline(At(samples, 0.5m), range) : null;
    }

    /// <summary>How many ranges above the median it is, 10 at most; null when it is within the usual or below it.</summary>
    public decimal? Above(decimal value, TiltPolicy policy) =>
        value > Median + (policy.BaselineRanges * Range) ? Math.Min(SeverityMax, (value - Median) / Range) : null;

    // Between two samples what lies between them.
    private static decimal At(List<decimal> sorted, decimal part)
    {
        var place = part * (sorted.Count - 1);
        var below = (int)Math.Floor(place);
        return below + 1 < sorted.Count ? sorted[below] + ((sorted[below + 1] - sorted[below]) * (place - below)) : sorted[below];
    }
}
