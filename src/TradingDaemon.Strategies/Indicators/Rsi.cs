namespace TradingDaemon.Strategies.Indicators;

/// <summary>
/// Wilder's relative strength index, 0…100: the share of gains in all movement, both smoothed over n changes.
/// Ready after n + 1 observations. A series that never moved reads 50, one that only rose 100.
/// </summary>
internal sealed class Rsi(int period) : IIndicator
{
    private readonly WilderAverage _gains = new(period);
    private readonly WilderAverage _losses = new(period);
    private double _previous = double.NaN;

    /// <inheritdoc/>
    public bool IsReady => _gains.IsReady;

    /// <inheritdoc/>
    public double Value
    {
        get
        {
            var movement = _gains.Value + _losses.Value;    // NaN until ready, and NaN is what comes out then
            return movement == 0d ? 50d : 100d * _gains.Value / movement;
        }
    }

    /// <inheritdoc/>
    public void Update(double value)
    {
        var change = value - _previous;
        _previous = value;
        if (double.IsNaN(change)) return;                   // the first observation has no change
        _gains.Update(Math.Max(change, 0d));
        _losses.Update(Math.Max(-change, 0d));
    }
}
