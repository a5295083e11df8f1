using TradingDaemon.Engine.Gauges;

namespace TradingDaemon.Engine.Sizing;

/// <summary>
/// A share of what Kelly's formula grants: f* = (p·b − q) / b, with p the share of trades won, q = 1 − p and b the average gain over the average loss
/// (J. L. Kelly, A New Interpretation of Information Rate, 1956), from zero to one half, times the multiplier, times conviction, times what lately makes it smaller or larger, within bounds.
/// </summary>
internal static class KellySize
{
    /// <summary>Null when the trades show no edge, or what makes entries smaller is not known. With too few of them it is the strategy's fixed fraction.</summary>
    public static decimal? Base(in SizingCase entry)
    {
        var sizing = entry.Spec.Sizing;
        if (entry.Returns.IsDefault || entry.Returns.Length < sizing.KellyTradesMin) return FractionSize.Base(entry);
        var granted = KellyFraction.Of(entry.Returns, sizing.KellyErrors);
        if (granted <= 0m || KellyFactors.Of(entry) is not { } factor) return null;
        var conviction = 0.5m + (decimal)entry.Confidence; // from a half for no confidence to one and a half for all of it
        return entry.BaseOf(entry.EquityAccount * Math.Clamp(granted * sizing.KellyMultiplier * conviction * factor, sizing.FractionMin, sizing.FractionMax));
    }
}
