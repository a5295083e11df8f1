using TradingDaemon.Domain.Tilt;

namespace TradingDaemon.Engine.Tilt.Detectors;

internal sealed class SizeVariation() : TiltDetector(
    TiltSignal.SizeVariation,
    "The coefficient of variation of the newest entries' sizes in one currency is above this; fewer entries tell nothing.",
    [nameof(TiltPolicy.SizeVariationMax), nameof(TiltPolicy.SizeVariationEntries)])
{
    public override TiltFinding? Judge(TraderRecord trader, TiltPolicy policy)
    {
        if (trader.Entries.Count < policy.SizeVariationEntries) return null;
        var sizes = new List<decimal>();
        for (var i = trader.Entries.Count - 1; i >= 0 && sizes.Count < policy.SizeVariationEntries; i--)
            if (trader.Entries[i].Currency == trader.Entries[^1].Currency) sizes.Add(trader.Entries[i].NotionalQuote);
        var mean = sizes.Average();
        if (sizes.Count < policy.SizeVariationEntries || mean <= 0m) return null;
        var variation = (decimal)Math.Sqrt((double)sizes.Average(size => ((size / mean) - 1m) * ((size / mean) - 1m)));
        return variation > policy.SizeVariationMax
            ? new TiltFinding(TiltFinding.Times(variation, policy.SizeVariationMax), Text($"sizes of {sizes.Count} entries vary by {variation:P0}"))
            : null;
    }
}
