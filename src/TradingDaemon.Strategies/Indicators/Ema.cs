namespace TradingDaemon.Strategies.Indicators;

/// <summary>
/// Exponential moving average with weight 2 / (n + 1) on the newest observation, seeded with the simple average of the
/// first n: the first value comes at the nth observation.
/// </summary>
internal sealed class Ema : IIndicator
{
    private readonly int _period;
    private readonly double _weight;
    private double _seedSum;
    private double _value;
    private int _seen;

    /// <param name="period">n; above zero.</param>
    public Ema(int period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        _period = period;
        _weight = 2d / (period + 1d);
    }

    /// <inheritdoc/>
    public bool IsReady => _seen == _period;

    /// <inheritdoc/>
    public double Value => IsReady ? _value : double.NaN;

    /// <inheritdoc/>
    public void Update(double value)
    {
        if (IsReady)
        {
            _value += _weight * (value - _value);
            return;
        }

        _seedSum += value;
        if (++_seen == _period) _value = _seedSum / _period;
    }
}
