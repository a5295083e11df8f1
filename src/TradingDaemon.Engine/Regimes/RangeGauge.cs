using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Engine.Regimes;

/// <summary>
/// Average true range (J. Welles Wilder, New Concepts in Technical Trading Systems, 1978) and volatility of one instrument on bars of one length, over the same
/// number of them. Bars with a gap inside say nothing; one after a night counts its jump, as Wilder meant it.
/// </summary>
internal sealed class RangeGauge(TimeSpan interval, int period)
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365); // what trades around the clock has as many bars

    private readonly double[] _returns = new double[period]; // a ring
    private double _lastClose;
    private double _range;
    private int _seen;

    /// <summary>Length of the bars.</summary>
    public TimeSpan Interval => interval;

    /// <summary>How many bars it looks back.</summary>
    public int Period => period;

    /// <summary>Wilder's average of true ranges, quote currency; null until it has seen enough bars.</summary>
    public decimal? AtrQuote => _seen >= period ? Number(_range) : null;

    /// <summary>Sample standard deviation of the newest logarithmic returns, for a year of bars around the clock; null until it has seen enough.</summary>
    public decimal? VolatilityFraction
    {
        get
        {
            if (_seen < period || period < 2) return null;
            var mean = 0d;
            foreach (var one in _returns) mean += one / period;
            var squares = 0d;
            foreach (var one in _returns) squares += (one - mean) * (one - mean);
            return Number(Math.Sqrt(squares / (period - 1)) * Math.Sqrt(Year / interval));
        }
    }

    /// <summary>Takes a closed bar.</summary>
    public void Observe(in Bar bar)
    {
        if (!bar.IsComplete || !(bar.Close > 0d)) return;
        if (_lastClose > 0d)
        {
            var range = Math.Max(bar.High, _lastClose) - Math.Min(bar.Low, _lastClose);
            _returns[_seen % period] = Math.Log(bar.Close / _lastClose);
            _range += (range - _range) / Math.Min(_seen + 1, period); // a plain average of the first, Wilder's from then on
            _seen = _seen + 1 == int.MaxValue ? period + (_seen % period) : _seen + 1;
        }

        _lastClose = bar.Close;
    }

    // What is no number, or none a decimal can carry, is unknown.
    private static decimal? Number(double value) => value is > 0d and < 1e18 ? (decimal)value : null;
}
