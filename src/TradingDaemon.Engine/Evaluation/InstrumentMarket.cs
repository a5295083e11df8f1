using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Evaluation.Bars;
using TradingDaemon.Engine.Quotes;
using TradingDaemon.Engine.Regimes;

namespace TradingDaemon.Engine.Evaluation;

/// <summary>What the room knows of one instrument's market, and which strategies look at it.</summary>
internal sealed class InstrumentMarket
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Instrument _instrument;
    private readonly long _skewTicks;
    private readonly BarBuilder _minutes = new(Minute);
    private readonly Ring<Bar> _minuteBars;
    private BarBuilder[] _builders;
    private (BarBuilder Bars, RangeGauge Gauge)[] _gauges = [];
    private VolumeGauge[] _volumes = [];
    private double _bid = double.NaN;
    private double _ask = double.NaN;
    private double _mid = double.NaN;
    private double _spreadFraction = double.NaN;
    private double _lastTrade = double.NaN;

    /// <summary>Makes the state of an instrument nothing is known of yet.</summary>
    public InstrumentMarket(Instrument instrument, EvaluationOptions options)
    {
        (_instrument, _skewTicks) = (instrument, options.Validation.ClockSkewMax.Ticks);
        _builders = [_minutes];
        _minuteBars = new Ring<Bar>(options.MinuteBarsKept);
        Regime = new RegimeDetector(options.Regime);
    }

    /// <summary>Its regime.</summary>
    public RegimeDetector Regime { get; }

    /// <summary>The strategies on it, in configuration order.</summary>
    public StrategySlot[] Slots { get; private set; } = [];

    /// <summary>A copy of its last 1-minute bars, oldest first.</summary>
    public IReadOnlyList<Bar> MinuteBars => _minuteBars.ToArray();

    /// <summary>When the first of its bars in progress ends (UTC ticks); the largest number when there is none.</summary>
    public long ClosesAt
    {
        get
        {
            var first = long.MaxValue;
            foreach (var builder in _builders) first = Math.Min(first, builder.ClosesAt);
            return first;
        }
    }

    /// <summary>Observations left out because their bar had closed.</summary>
    public long LateObservations => _builders.Sum(static builder => builder.LateObservations);

    /// <summary>Takes a validated event into prices, bars and regime.</summary>
    public void Observe(in RawTick tick)
    {
        foreach (var builder in _builders) builder.ForgetAfter(tick.ReceivedTime.UtcTicks + _skewTicks);
        switch (tick.Kind)
        {
            case MarketEventKind.Trade:
                ObserveTrade(in tick);
                break;
            case MarketEventKind.Bar:
                ObserveBar(in tick);
                break;
            default:
                ObserveQuote(in tick);
                break;
        }

        Regime.Observe(_mid, tick.ReceivedTime.UtcTicks);
        KeepClosed();
    }

    /// <summary>Closes bars that ended at or before <paramref name="time"/> (UTC ticks); true when one did.</summary>
    public bool AdvanceTo(long time)
    {
        var hasClosed = false;
        foreach (var builder in _builders)
        {
            builder.AdvanceTo(time);
            hasClosed |= builder.HasClosed;
        }

        KeepClosed();
        return hasClosed;
    }

    /// <summary>Events of this instrument were dropped before they got here.</summary>
    public void MarkIncomplete()
    {
        foreach (var builder in _builders) builder.MarkIncomplete();
    }

    /// <summary>Something of the market went unseen until a time (UTC ticks of our clock; the largest number while it still does).</summary>
    public void MarkUnseen(long until)
    {
        var byTheirClock = until < long.MaxValue - _skewTicks ? until + _skewTicks : long.MaxValue;
        foreach (var builder in _builders) builder.UnseenUntil = byTheirClock;
    }

    /// <summary>The builder of an interval, made when there is none; null for a zero interval.</summary>
    public BarBuilder? BuilderFor(TimeSpan interval)
    {
        if (interval <= TimeSpan.Zero) return null;
        foreach (var builder in _builders)
            if (builder.Interval == interval) return builder;
        var made = new BarBuilder(interval) { UnseenUntil = _minutes.UnseenUntil };
        _builders = [.. _builders, made];
        return made;
    }

    /// <summary>What measures the instrument as a strategy asks for it, made when there is none; null when it asks for nothing.</summary>
    public RangeGauge? GaugeFor(StrategySpec spec)
    {
        if (spec.MeasuredOn() is not { } interval || BuilderFor(interval) is not { } bars) return null;
        foreach (var (_, gauge) in _gauges)
            if (gauge.Interval == interval && gauge.Period == spec.MeasurePeriod) return gauge;
        var made = new RangeGauge(interval, spec.MeasurePeriod);
        _gauges = [.. _gauges, (bars, made)];
        return made;
    }

    /// <summary>What learns when the instrument is traded, made when there is none; null for a strategy that asks for nothing of it.</summary>
    public VolumeGauge? VolumesFor(StrategySpec spec)
    {
        if (spec.Execution.VolumeDays is not { } days) return null;
        foreach (var gauge in _volumes)
            if (gauge.Days == days) return gauge;
        var made = new VolumeGauge(days);
        _volumes = [.. _volumes, made];
        return made;
    }

    /// <summary>Replaces the strategies, and drops the builders and gauges none of them reads.</summary>
    public void Seat(StrategySlot[] slots)
    {
        Slots = slots;
        _gauges = [.. _gauges.Where(kept => slots.Any(slot => slot.Gauge == kept.Gauge))];
        _volumes = [.. _volumes.Where(kept => slots.Any(slot => slot.Volumes == kept))];
        _builders = [.. _builders.Where(builder => builder == _minutes || slots.Any(slot => slot.Bars == builder) || _gauges.Any(kept => kept.Bars == builder))];
    }

    /// <summary>What strategies see, without a closed bar.</summary>
    public MarketView View(MarketEventKind kind, DateTimeOffset now) => new()
    {
        Instrument = _instrument, Kind = kind, Time = now, Bid = _bid, Ask = _ask, Mid = _mid,
        SpreadFraction = _spreadFraction, LastTrade = _lastTrade, HasClosedBar = false, ClosedBar = default,
    };

    private void ObserveQuote(in RawTick tick)
    {
        (_bid, _ask) = ((double)tick.A, (double)tick.C);
        _mid = (_bid + _ask) / 2d;
        _spreadFraction = (_ask - _bid) / _mid;
        var time = tick.SourceTime.UtcTicks;
        foreach (var builder in _builders) builder.Observe(time, _mid, 0d, BarSource.Mid);
    }

    private void ObserveTrade(in RawTick tick)
    {
        _lastTrade = (double)tick.A;
        if (double.IsNaN(_bid)) _mid = _lastTrade;
        var (time, size) = (tick.SourceTime.UtcTicks, tick.B);
        var volume = decimal.Sign(size) > 0 ? (double)size : 0d;
        foreach (var builder in _builders) builder.Observe(time, _lastTrade, volume, BarSource.Trade);
    }

    private void ObserveBar(in RawTick tick)
    {
        var volume = decimal.Sign(tick.E) > 0 ? (double)tick.E : 0d;
        var bar = new Bar(tick.SourceTime, tick.Interval, (double)tick.A, (double)tick.B, (double)tick.C, (double)tick.D, volume, IsComplete: true);
        if (double.IsNaN(_bid)) _mid = bar.Close;
        foreach (var builder in _builders) builder.Observe(in bar);
    }

    private void KeepClosed()
    {
        if (_minutes.HasClosed)
        {
            _minuteBars.Add(in _minutes.Closed);
            foreach (var gauge in _volumes) gauge.Observe(in _minutes.Closed);
        }

        foreach (var (bars, gauge) in _gauges)
            if (bars.HasClosed) gauge.Observe(in bars.Closed);
    }
}
