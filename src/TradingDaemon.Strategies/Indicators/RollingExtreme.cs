namespace TradingDaemon.Strategies.Indicators;

/// <summary>
/// The highest (or lowest) of the last n observations. It keeps only candidates, each better than all that came later, so an
/// update costs a constant on average and the answer is always at the front.
/// </summary>
internal sealed class RollingExtreme : IIndicator
{
    private readonly double[] _values;
    private readonly long[] _arrivals;
    private readonly double _sign;
    private int _front;
    private int _candidates;
    private long _seen;

    private RollingExtreme(int period, double sign)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        _values = new double[period];
        _arrivals = new long[period];
        _sign = sign;
    }

    /// <inheritdoc/>
    public bool IsReady => _seen >= _values.Length;

    /// <inheritdoc/>
    public double Value => IsReady ? _sign * _values[_front] : double.NaN;

    /// <summary>Follows the highest value.</summary>
    public static RollingExtreme Highest(int period) => new(period, 1d);

    /// <summary>Follows the lowest value.</summary>
    public static RollingExtreme Lowest(int period) => new(period, -1d);

    /// <inheritdoc/>
    public void Update(double value)
    {
        var signed = _sign * value;
        var arrival = _seen++;
        if (_candidates > 0 && _arrivals[_front] <= arrival - _values.Length)
        {
            _front = Wrap(_front + 1);
            _candidates--;
        }

        while (_candidates > 0 && _values[Wrap(_front + _candidates - 1)] <= signed) _candidates--;
        var back = Wrap(_front + _candidates++);
        _values[back] = signed;
        _arrivals[back] = arrival;
    }

    private int Wrap(int index) => index >= _values.Length ? index - _values.Length : index;
}
