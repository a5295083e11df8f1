namespace TradingDaemon.Strategies.Indicators;

/// <summary>
/// Mean and variance of the last n observations, by Welford's update with one value entering and one leaving. It works on
/// deviations from the mean, so a price of 60,000 that moves by cents loses no digits; an exact pass removes what drift remains.
/// </summary>
internal sealed class RollingVariance(int period) : IIndicator
{
    private readonly RollingWindow _window = new(period);
    private double _mean;
    private double _squares;
    private int _updatesSinceExact;

    /// <inheritdoc/>
    public bool IsReady => _window.IsFull;

    /// <summary>Population variance (divided by n), zero or more; NaN until ready.</summary>
    public double Value => IsReady ? _squares / _window.Capacity : double.NaN;

    /// <summary>Sample variance (divided by n − 1), zero or more; NaN until ready and for n = 1.</summary>
    public double Sample => IsReady && _window.Capacity > 1 ? _squares / (_window.Capacity - 1) : double.NaN;

    /// <summary>Mean of the window; NaN until ready.</summary>
    public double Mean => IsReady ? _mean : double.NaN;

    /// <inheritdoc/>
    public void Update(double value)
    {
        if (IsReady) Replace(value);
        else Add(value);
        if (++_updatesSinceExact >= ExactRecomputation.Every(_window.Capacity)) RecomputeExactly();
    }

    private void Add(double value)
    {
        _window.Push(value);
        var deviation = value - _mean;
        _mean += deviation / _window.Count;
        _squares += deviation * (value - _mean);
    }

    private void Replace(double value)
    {
        var evicted = _window.Push(value);
        var difference = value - evicted;
        var previousMean = _mean;
        _mean += difference / _window.Capacity;
        _squares = Math.Max(0d, _squares + (difference * (value - _mean + evicted - previousMean)));    // rounding may dip below zero
    }

    private void RecomputeExactly()
    {
        var sum = 0d;
        foreach (var held in _window.Unordered) sum += held;
        _mean = sum / _window.Count;
        _squares = 0d;
        foreach (var held in _window.Unordered) _squares += (held - _mean) * (held - _mean);
        _updatesSinceExact = 0;
    }
}
