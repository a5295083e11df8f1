namespace TradingDaemon.Strategies.Indicators;

/// <summary>Percent change against the observation n before: 100 × (x / xₙ − 1). Zero when that one was zero. Ready after n + 1.</summary>
internal sealed class RateOfChange(int period) : IIndicator
{
    private readonly RollingWindow _window = new(period);
    private double _value = double.NaN;

    /// <inheritdoc/>
    public bool IsReady => !double.IsNaN(_value);

    /// <inheritdoc/>
    public double Value => _value;

    /// <inheritdoc/>
    public void Update(double value)
    {
        var wasFull = _window.IsFull;
        var before = _window.Push(value);
        if (wasFull) _value = before == 0d ? 0d : 100d * ((value / before) - 1d);
    }
}
