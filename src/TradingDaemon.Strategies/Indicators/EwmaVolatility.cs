namespace TradingDaemon.Strategies.Indicators;

/// <summary>
/// Volatility of one observation: the square root of exponentially weighted squared returns, σ² ← λσ² + (1 − λ)r² with
/// r = x / previous − 1 and no mean subtracted (J.P. Morgan, RiskMetrics Technical Document, 1996). Seeded with the first squared return.
/// </summary>
/// <param name="decay">λ, above 0 and below 1; 0.94 remembers about 17 observations.</param>
/// <param name="warmUpObservations">Prices to see before it is ready; at least 2.</param>
internal sealed class EwmaVolatility(double decay, int warmUpObservations) : IIndicator
{
    private double _previous = double.NaN;
    private double _variance = double.NaN;
    private int _seen;

    /// <inheritdoc/>
    public bool IsReady => _seen == warmUpObservations;

    /// <summary>Fraction of price per observation, zero or more; NaN until ready.</summary>
    public double Value => IsReady ? Math.Sqrt(_variance) : double.NaN;

    /// <summary>Takes a price above zero.</summary>
    public void Update(double value)
    {
        var change = (value / _previous) - 1d;
        _previous = value;
        if (_seen < warmUpObservations) _seen++;
        if (double.IsNaN(change)) return;                   // the first price has no return
        var square = change * change;
        _variance = double.IsNaN(_variance) ? square : (decay * _variance) + ((1d - decay) * square);
    }
}
