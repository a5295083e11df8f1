using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Engine.Regimes;

/// <summary>
/// The regime of one instrument: two exponentially weighted variances of log returns per second, a recent and a long-run one,
/// compared with hysteresis. Returns are divided by their time, so a night without quotes is no shock by itself.
/// </summary>
internal sealed class RegimeDetector
{
    private readonly RegimeLimits _limits;
    private readonly double _shortWeight;
    private readonly double _longWeight;
    private double _lastPrice;
    private long _lastTime;
    private double _shortVariance;
    private double _longVariance;
    private int _observations;

    /// <summary>Makes a detector that knows nothing yet.</summary>
    public RegimeDetector(RegimeLimits limits)
    {
        _limits = limits;
        _shortWeight = 1d - Math.Pow(0.5, 1d / limits.ShortHalfLife);
        _longWeight = 1d - Math.Pow(0.5, 1d / limits.LongHalfLife);
    }

    /// <summary>The regime now.</summary>
    public Regime Current { get; private set; }

    /// <summary>Takes a price at a market time (UTC ticks); cheap and without effect within the sample interval of the last one.</summary>
    public void Observe(double price, long time)
    {
        var elapsed = time - _lastTime;
        if (elapsed < _limits.SampleInterval.Ticks) return;
        if (_lastPrice > 0d) Take(Math.Log(price / _lastPrice), (double)elapsed / TimeSpan.TicksPerSecond);
        (_lastPrice, _lastTime) = (price, time);
    }

    private void Take(double logReturn, double seconds)
    {
        var variance = logReturn * logReturn / seconds;
        _observations = Math.Min(_observations + 1, _limits.LongHalfLife);
        // Until an average has seen its own memory it is a plain mean: no bias towards the first observation.
        _shortVariance += (variance - _shortVariance) * Math.Max(_shortWeight, 1d / _observations);
        _longVariance += (variance - _longVariance) * Math.Max(_longWeight, 1d / _observations);
        if (_observations >= _limits.WarmUpObservations && _longVariance > 0d) Current = Next(Math.Sqrt(_shortVariance / _longVariance));
    }

    private Regime Next(double ratio) => Current switch
    {
        Regime.Volatile when ratio >= _limits.VolatileLeave => Regime.Volatile,
        Regime.Quiet when ratio <= _limits.QuietLeave => Regime.Quiet,
        _ => ratio >= _limits.VolatileEnter ? Regime.Volatile : ratio <= _limits.QuietEnter ? Regime.Quiet : Regime.Normal,
    };
}
