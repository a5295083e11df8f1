using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Regimes;
using TradingDaemon.Engine.Portfolio;

namespace TradingDaemon.Engine.Regimes;

/// <summary>The regime of every instrument and of the market as a whole, from the account's own quotes, in bars that the account's clock ends: a replay of the same inputs tells the same.</summary>
internal sealed class MarketConditions
{
    private readonly RegimePolicy _policy;
    private readonly ConditionGauge[] _gauges;
    private readonly CorrelationGauge _correlation;
    private readonly PhaseGauge _phase;
    private readonly int[] _index;
    private readonly double[] _bases;
    private long _bar = -1;

    /// <summary>Knows nothing yet. Throws <see cref="ArgumentException"/> where the index names what the catalogue does not.</summary>
    public MarketConditions(InstrumentCatalog catalog, RegimePolicy policy)
    {
        _policy = policy;
        _gauges = [.. catalog.All.Select(_ => new ConditionGauge(policy))];
        _correlation = new CorrelationGauge(catalog.Count);
        _phase = new PhaseGauge(policy);
        _index = [.. policy.Index.Select(symbol => catalog.Find(new Symbol(symbol))?.Id.Index ?? throw new ArgumentException($"The index names {symbol}, which is no instrument."))];
        _bases = new double[_index.Length];
    }

    /// <summary>Whether there is an index.</summary>
    public bool HasIndex => _index.Length > 0;

    /// <summary>Of the market as a whole; null while unknown, and without an index.</summary>
    public MarketPhase? Phase => _phase.Current;

    /// <summary>Of an instrument.</summary>
    public Regime RegimeOf(InstrumentId instrument) => _gauges[instrument.Index].Current;

    /// <summary>A newer quote.</summary>
    public void Observe(in Quote quote) => _gauges[quote.Instrument.Index].Observe((double)quote.Mid);

    /// <summary>The time: where a bar ended with it, everything is judged anew. A clock that was set back begins a bar and ends none.</summary>
    public void AdvanceTo(DateTimeOffset now, VolumeBoard volumes)
    {
        var bar = now.UtcTicks / _policy.Interval.Ticks;
        var hasEnded = _bar >= 0 && bar > _bar;
        _bar = bar;
        if (!hasEnded) return;
        for (var i = 0; i < _gauges.Length; i++)
        {
            _gauges[i].Close((double?)volumes.TotalBase(new InstrumentId(i)) ?? double.NaN);
            _correlation.Set(i, _gauges[i].Return);
        }

        var correlation = _correlation.Next();
        foreach (var gauge in _gauges) gauge.Judge(correlation);
        if (HasIndex) _phase.Take(Level());
    }

    // Each price against the first that was seen of it, so that none weighs more for being large.
    private double Level()
    {
        var sum = 0d;
        for (var i = 0; i < _index.Length; i++)
        {
            var mid = _gauges[_index[i]].Mid;
            if (mid <= 0d) return double.NaN;
            if (_bases[i] == 0d) _bases[i] = mid;
            sum += mid / _bases[i] / _index.Length;
        }

        return sum;
    }
}
