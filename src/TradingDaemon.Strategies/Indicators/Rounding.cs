namespace TradingDaemon.Strategies.Indicators;

/// <summary>Where arithmetic ends and the market begins.</summary>
internal static class Rounding
{
    /// <summary>
    /// Differences below this fraction of price are rounding: far below any tick, far above the 1e-13 a running sum may be off.
    /// Without it a market that stands still would seem to cross its own average.
    /// </summary>
    public const double Fraction = 1e-9;
}
