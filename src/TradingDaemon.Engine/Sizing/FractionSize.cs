namespace TradingDaemon.Engine.Sizing;

/// <summary>A fixed fraction of equity, never above the cap on one order.</summary>
internal static class FractionSize
{
    public static decimal? Base(in SizingCase entry) => entry.BaseOf(Math.Min(entry.EquityAccount * entry.Spec.SizeFraction, entry.Limits.OrderNotionalMaxAccount));
}
