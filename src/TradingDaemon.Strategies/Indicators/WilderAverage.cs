namespace TradingDaemon.Strategies.Indicators;

/// <summary>
/// Wilder's smoothing: weight 1 / n on the newest observation, seeded with the simple average of the first n
/// (J. Welles Wilder, New Concepts in Technical Trading Systems, 1978).
/// </summary>
internal sealed class WilderAverage : IIndicator
{
    private readonly int _period;
    private double _seedSum;
    private double _value;
    private int _seen;

    /// <param name="period">n; above zero.</param>
    public WilderAverage(int period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        _period = period;
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
            _value += (value - _value) / _period;
            return;
        }

        _seedSum += value;
        if (++_seen == _period) _value = _seedSum / _period;
    }
}
