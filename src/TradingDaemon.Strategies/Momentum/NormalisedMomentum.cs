using TradingDaemon.Strategies.Indicators;

namespace TradingDaemon.Strategies.Momentum;

/// <summary>
/// Momentum that can be compared across instruments: tanh(R / (σ√n)), where R is the log return over n observations and σ the
/// sample deviation of the n single returns. 0 is no trend, ±0.76 a move of one deviation of a random walk, ±1 a straight line.
/// The ratio is the t-statistic of the mean return, the usual strength of a time-series trend.
/// </summary>
internal sealed class NormalisedMomentum(int lookback) : IIndicator
{
    private readonly RollingVariance _returns = new(lookback);
    private double _previous = double.NaN;

    /// <inheritdoc/>
    public bool IsReady => _returns.IsReady;

    /// <summary>−1…1; NaN until ready.</summary>
    public double Value
    {
        get
        {
            if (!IsReady) return double.NaN;
            var deviation = Math.Max(Math.Sqrt(_returns.Sample), Rounding.Fraction);
            return Math.Tanh(_returns.Mean * lookback / (deviation * Math.Sqrt(lookback)));
        }
    }

    /// <summary>Takes a price above zero.</summary>
    public void Update(double value)
    {
        var growth = value / _previous;
        _previous = value;
        if (double.IsNaN(growth)) return;                   // the first price has no return
        _returns.Update(growth == 1d ? 0d : Math.Log(growth));
    }
}
