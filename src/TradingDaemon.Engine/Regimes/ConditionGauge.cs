using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Regimes;

namespace TradingDaemon.Engine.Regimes;

/// <summary>
/// The regime of one instrument by percentiles: where its newest average true range (Wilder) and its newest volume stand among those of its own past bars, never among later ones.
/// A bar without a quote is none, and after many of them the next begins anew: a night's gap is no range of the morning's. What is entered at a number is left some way beyond it.
/// </summary>
internal sealed class ConditionGauge(RegimePolicy policy)
{
    /// <summary>Bars without a quote after which nothing is told of the price before them: an hour of the usual five minutes.</summary>
    public const int IdleMax = 12;

    private const int RangePeriod = 14; // Wilder's own

    private readonly double[] _ranges = new double[policy.Bars]; // rings
    private readonly double[] _volumes = new double[policy.Bars];
    private long _rangesSeen;
    private long _volumesSeen;
    private long _trueRanges;
    private int _idle;
    private double _high = double.NaN;
    private double _low;
    private double _mid;
    private double _lastClose;
    private double _range;
    private double _totalBefore = double.NaN;
    private double _rank = double.NaN;
    private double _volumeScore = double.NaN;
    private double _volumeShare = double.NaN;

    /// <summary>The regime now.</summary>
    public Regime Current { get; private set; }

    /// <summary>Logarithmic return of the newest bar; NaN where there was none.</summary>
    public double Return { get; private set; } = double.NaN;

    /// <summary>The newest middle; zero before the first quote.</summary>
    public double Mid => _mid;

    /// <summary>A quote's middle; above zero.</summary>
    public void Observe(double mid)
    {
        (_high, _low) = double.IsNaN(_high) ? (mid, mid) : (Math.Max(_high, mid), Math.Min(_low, mid));
        _mid = mid;
    }

    /// <summary>The bar ends.</summary>
    /// <param name="total">All that was traded until now, base; NaN where nobody tells.</param>
    public void Close(double total)
    {
        Return = double.NaN;
        (_rank, _volumeScore, _volumeShare) = (double.NaN, double.NaN, double.NaN);
        var volume = total - _totalBefore;
        _totalBefore = total;
        if (double.IsNaN(_high))
        {
            if (++_idle >= IdleMax) _lastClose = 0d;
            return;
        }

        _idle = 0;
        if (_lastClose > 0d)
        {
            var range = Math.Max(_high, _lastClose) - Math.Min(_low, _lastClose);
            _trueRanges++;
            _range += (range - _range) / Math.Min(_trueRanges, RangePeriod);
            Return = Math.Log(_mid / _lastClose);
        }

        (_lastClose, _high) = (_mid, double.NaN);
        if (_trueRanges >= RangePeriod) Rank(_range / _lastClose);
        if (!double.IsNaN(volume)) Weigh(volume);
    }

    /// <summary>Tells the regime after <see cref="Close"/>, once it is known how much everything moved together.</summary>
    /// <param name="correlation">Mean correlation of all instruments; NaN while unknown.</param>
    public void Judge(double correlation)
    {
        if (double.IsNaN(_rank)) return; // no bar, or too few before it
        var (isPanic, isDead) = (Current == Regime.Panic, Current == Regime.Dead);
        if (_rank > Upper(policy.PanicPercentile, isPanic) && (_volumeScore > Upper(policy.PanicVolumeScore, isPanic) || correlation > Upper(policy.PanicCorrelation, isPanic))) Current = Regime.Panic;
        else if (_rank < Lower(policy.DeadPercentile, isDead) && _volumeShare < Lower(policy.DeadVolumeShare, isDead)) Current = Regime.Dead;
        else if (_rank > Upper(policy.VolatilePercentile, isPanic || Current == Regime.Volatile)) Current = Regime.Volatile;
        else if (_rank < Lower(policy.QuietPercentile, isDead || Current == Regime.Quiet)) Current = Regime.Quiet;
        else Current = Regime.Normal;
    }

    private double Upper(double number, bool isHeld) => isHeld ? number * (1d - policy.Hysteresis) : number;

    private double Lower(double number, bool isHeld) => isHeld ? number * (1d + policy.Hysteresis) : number;

    // The share of past ones below it; those alike count half.
    private void Rank(double range)
    {
        if (_rangesSeen >= _ranges.Length)
        {
            var below = 0d;
            foreach (var past in _ranges) below += past < range ? 1d : past == range ? 0.5 : 0d;
            _rank = below / _ranges.Length;
        }

        _ranges[_rangesSeen++ % _ranges.Length] = range;
    }

    private void Weigh(double volume)
    {
        if (_volumesSeen >= _volumes.Length)
        {
            var mean = 0d;
            foreach (var past in _volumes) mean += past / _volumes.Length;
            var squares = 0d;
            foreach (var past in _volumes) squares += (past - mean) * (past - mean);
            var deviation = Math.Sqrt(squares / (_volumes.Length - 1));
            if (mean > 0d) _volumeShare = volume / mean;
            if (deviation > 0d) _volumeScore = (volume - mean) / deviation;
        }

        _volumes[_volumesSeen++ % _volumes.Length] = volume;
    }
}
