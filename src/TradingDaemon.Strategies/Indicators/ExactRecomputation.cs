namespace TradingDaemon.Strategies.Indicators;

/// <summary>How often a running sum is replaced by the exact one, so that rounding cannot drift over months.</summary>
internal static class ExactRecomputation
{
    /// <summary>Updates between two: at 1,024 the error stays near 1e-13 of the values, and the work stays spread thin.</summary>
    private const int UpdatesMin = 1_024;

    /// <summary>Updates between two recomputations of a window; never fewer than its size, so the cost per update stays constant.</summary>
    public static int Every(int period) => Math.Max(UpdatesMin, period);
}
