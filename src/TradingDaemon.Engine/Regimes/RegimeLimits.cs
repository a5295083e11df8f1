namespace TradingDaemon.Engine.Regimes;

/// <summary>When a market counts as wilder or calmer than usual: the ratio of recent to long-run volatility, with hysteresis.</summary>
public sealed record RegimeLimits
{
    /// <summary>Shortest market time between two observations; 1 s by default.</summary>
    public TimeSpan SampleInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Observations over which the recent volatility halves its memory; above zero.</summary>
    public int ShortHalfLife { get; init; } = 60;

    /// <summary>Observations over which the long-run volatility halves its memory; above the short one.</summary>
    public int LongHalfLife { get; init; } = 1_800;

    /// <summary>Observations before anything is said.</summary>
    public int WarmUpObservations { get; init; } = 120;

    /// <summary>Ratio from which a market is Volatile.</summary>
    public double VolatileEnter { get; init; } = 1.5;

    /// <summary>Ratio below which it no longer is.</summary>
    public double VolatileLeave { get; init; } = 1.2;

    /// <summary>Ratio down to which a market is Quiet.</summary>
    public double QuietEnter { get; init; } = 0.6;

    /// <summary>Ratio above which it no longer is.</summary>
    public double QuietLeave { get; init; } = 0.75;
}
