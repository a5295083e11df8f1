namespace TradingDaemon.Engine.Sizing;

/// <summary>So much that its stop loses a fixed fraction of equity: equity × risk ÷ (distance × multiplier). A stop nearer than one price step is measured as one; one that is jumped over loses more.</summary>
internal static class RiskSize
{
    /// <summary>Null without a stop.</summary>
    public static decimal? Base(in SizingCase entry) => entry.StopDistanceQuote is > 0m and var distance && entry.Spec.Sizing.RiskFraction is { } risk
        ? entry.EquityAccount * risk / entry.Rate / entry.Instrument.Notional(Math.Max(distance, entry.Instrument.TickSize), 1m)
        : null;
}
