namespace TradingDaemon.Strategies.Indicators;

/// <summary>
/// Bollinger bands: the simple average of n observations plus and minus k deviations. The deviation is that of the
/// population (divided by n), as Bollinger defines it and charting packages draw it.
/// </summary>
internal sealed class Bollinger(int period, double width) : IIndicator
{
    private readonly RollingVariance _variance = new(period);

    /// <inheritdoc/>
    public bool IsReady => _variance.IsReady;

    /// <summary>The middle band.</summary>
    public double Value => _variance.Mean;

    /// <summary>Middle + k deviations; NaN until ready.</summary>
    public double Upper => Value + Reach;

    /// <summary>Middle − k deviations; NaN until ready.</summary>
    public double Lower => Value - Reach;

    private double Reach => width * Math.Sqrt(_variance.Value);

    /// <inheritdoc/>
    public void Update(double value) => _variance.Update(value);
}
