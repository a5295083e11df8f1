namespace TradingDaemon.Strategies.Indicators;

/// <summary>How far the last n observations reach: (highest − lowest) / lowest. 0.15 is 15 %.</summary>
internal sealed class RollingRange(int period) : IIndicator
{
    private readonly RollingExtreme _highest = RollingExtreme.Highest(period);
    private readonly RollingExtreme _lowest = RollingExtreme.Lowest(period);

    /// <inheritdoc/>
    public bool IsReady => _highest.IsReady;

    /// <inheritdoc/>
    public double Value => (_highest.Value - _lowest.Value) / _lowest.Value;

    /// <summary>Takes a price above zero.</summary>
    public void Update(double value) => Update(value, value);

    /// <summary>Takes a bar's extremes; both above zero.</summary>
    public void Update(double high, double low)
    {
        _highest.Update(high);
        _lowest.Update(low);
    }
}
