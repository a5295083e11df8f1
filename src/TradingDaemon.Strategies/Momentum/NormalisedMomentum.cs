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
    private readonly double _rootOfLookback = Math.Sqrt(lookback);
    private double _previous = double.NaN;

    /// <inheritdoc/>
    public bool IsReady => _returns.IsReady;

    /// <summary>−1…1; NaN until ready.</summary>
    public double Value => Math.Tanh(Strength);

    /// <summary>R / (σ√n), what the tanh squashes: compared with <see cref="StrengthOf"/> a threshold, it saves a tanh on every observation. NaN until ready.</summary>
    public double Strength => _returns.Mean * _rootOfLookback / Math.Max(Math.Sqrt(_returns.Sample), Rounding.Fraction);

    /// <summary>The strength at which momentum has this value, −1…1 exclusive.</summary>
    public static double StrengthOf(double momentum) => Math.Atanh(momentum);

    /// <summary>Takes a price above zero.</summary>
    public void Update(double value)
    {
        var growth = value / _previous;
        _previous = value;
        if (double.IsNaN(growth)) return;                   // the first price has no return
        _returns.Update(growth == 1d ? 0d : Math.Log(growth));
    }
}
