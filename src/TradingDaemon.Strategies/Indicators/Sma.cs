namespace TradingDaemon.Strategies.Indicators;

/// <summary>Simple moving average: the mean of the last n observations.</summary>
internal sealed class Sma(int period) : IIndicator
{
    private readonly RollingWindow _window = new(period);
    private double _sum;
    private int _updatesSinceExact;

    /// <inheritdoc/>
    public bool IsReady => _window.IsFull;

    /// <inheritdoc/>
    public double Value => IsReady ? _sum / _window.Capacity : double.NaN;

    /// <inheritdoc/>
    public void Update(double value)
    {
        _sum += value - _window.Push(value);
        if (++_updatesSinceExact >= ExactRecomputation.Every(_window.Capacity)) RecomputeExactly();
    }

    private void RecomputeExactly()
    {
        _sum = 0d;
        foreach (var held in _window.Unordered) _sum += held;
        _updatesSinceExact = 0;
    }
}
