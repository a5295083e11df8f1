namespace TradingDaemon.Engine.Regimes;

/// <summary>How much all instruments move together: the mean correlation of every pair's newest returns, over instruments that have a return in each bar.</summary>
internal sealed class CorrelationGauge(int instruments)
{
    private const int Bars = 30; // fewer tell little of a pair, more notice late that everything moves at once

    private readonly double[,] _returns = new double[instruments, Bars]; // a ring of bars
    private readonly double[] _sums = new double[Bars];
    private long _seen;

    /// <summary>The next bar's return of an instrument, NaN for none; each instrument's, then <see cref="Next"/>.</summary>
    public void Set(int instrument, double logReturn) => _returns[instrument, _seen % Bars] = logReturn;

    /// <summary>
    /// The bar is whole; gives the mean correlation, NaN while fewer than two instruments have moved in every bar. Of returns standardized over the bars, the sum over all n instruments
    /// has the mean square n + n(n − 1)ρ.
    /// </summary>
    public double Next()
    {
        _seen++;
        if (_seen < Bars) return double.NaN;
        Array.Clear(_sums);
        var count = 0;
        for (var i = 0; i < instruments; i++)
        {
            var (mean, squares) = (0d, 0d);
            for (var t = 0; t < Bars; t++) mean += _returns[i, t] / Bars;
            for (var t = 0; t < Bars; t++) squares += (_returns[i, t] - mean) * (_returns[i, t] - mean);
            if (!(squares > 0d)) continue; // a bar lacks, or nothing moved
            var deviation = Math.Sqrt(squares / Bars);
            for (var t = 0; t < Bars; t++) _sums[t] += (_returns[i, t] - mean) / deviation;
            count++;
        }

        if (count < 2) return double.NaN;
        var square = 0d;
        foreach (var sum in _sums) square += sum * sum / Bars;
        return (square - count) / ((double)count * (count - 1));
    }
}
