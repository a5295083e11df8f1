namespace TradingDaemon.Engine.Sizing;

/// <summary>So much that its own volatility is a fixed fraction of equity: equity × target ÷ realized volatility, both of a year, within bounds.</summary>
internal static class VolatilitySize
{
    /// <summary>Null while the volatility is unknown, or zero: a market that does not move is one nobody sees.</summary>
    public static decimal? Base(in SizingCase entry)
    {
        var sizing = entry.Spec.Sizing;
        if (entry.VolatilityFraction is not > 0m || sizing.VolatilityTarget is not { } target) return null;
        // Divided only where that is less than the bound: a quotient of a tiny volatility has no room in a number.
        var share = target >= sizing.FractionMax * entry.VolatilityFraction ? sizing.FractionMax : Math.Max(sizing.FractionMin, target / entry.VolatilityFraction.Value);
        return entry.BaseOf(entry.EquityAccount * share);
    }
}
