using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Engine.Evaluation.Bars;

/// <summary>
/// Builds the bars of one instrument and one interval, aligned to UTC multiples of it. A bar closes when an observation of
/// a later one arrives, or when told the time; an interval without observations makes no bar. The best source seen wins
/// (<see cref="BarSource"/>) and a bar never mixes two: a change of source starts the bar in progress anew.
/// The first bar of a source is incomplete, because its beginning may have gone unseen.
/// </summary>
internal sealed class BarBuilder
{
    private readonly long _intervalTicks;
    private BarSource _source;
    private bool _isOpen;
    private bool _isNextIncomplete = true;
    private bool _isIncomplete;
    private long _start;
    private long _end;
    private double _first;
    private double _high;
    private double _low;
    private double _last;
    private double _volume;
    private Bar _closed;

    /// <summary>Makes a builder; the interval is above zero.</summary>
    public BarBuilder(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        Interval = interval;
        _intervalTicks = interval.Ticks;
    }

    /// <summary>Length of its bars.</summary>
    public TimeSpan Interval { get; }

    /// <summary>Whether the newest observation closed a bar.</summary>
    public bool HasClosed { get; private set; }

    /// <summary>When the bar in progress ends (UTC ticks); the largest number when there is none.</summary>
    public long ClosesAt => _isOpen ? _end : long.MaxValue;

    /// <summary>The bar closed last; meaningless before the first.</summary>
    public ref readonly Bar Closed => ref _closed;

    /// <summary>Until when something of the market went unseen (UTC ticks; the largest number while it does): a bar that began before and is not closed yet may have wrong extremes.</summary>
    public long UnseenUntil { get; set; }

    /// <summary>Observations that came after their bar had closed and were left out.</summary>
    public long LateObservations { get; private set; }

    /// <summary>Takes a mid or a trade.</summary>
    /// <param name="time">When it happened, UTC ticks.</param>
    /// <param name="price">Above zero.</param>
    /// <param name="volume">Base traded; 0 for mids and unknown sizes.</param>
    /// <param name="source">Mid or Trade.</param>
    public void Observe(long time, double price, double volume, BarSource source)
    {
        HasClosed = false;
        if (source == _source ? MoveTo(time) : source > _source && Restart(source) && MoveTo(time)) Extend(price, price, price, price, volume);
    }

    /// <summary>Takes a recorded bar: one of this interval passes through, shorter ones are put together, longer ones say nothing here.</summary>
    public void Observe(in Bar recorded)
    {
        HasClosed = false;
        if (recorded.Interval > Interval) return;
        var source = recorded.Interval == Interval ? BarSource.Bar : BarSource.ShorterBar;
        if (source < _source) return;
        if (source > _source) Restart(source);
        if (source == BarSource.Bar)
        {
            _closed = recorded;
            HasClosed = true;
            return;
        }

        var start = recorded.StartTime.UtcTicks;
        if (!MoveTo(start)) return;
        Extend(recorded.Open, recorded.High, recorded.Low, recorded.Close, recorded.Volume);
        _isIncomplete |= !recorded.IsComplete;
        if (!HasClosed && start + recorded.Interval.Ticks >= _end) Close(); // its last part is known: no need to wait for the next bar
    }

    /// <summary>Closes the bar in progress when it ended at or before <paramref name="time"/> (UTC ticks).</summary>
    public void AdvanceTo(long time)
    {
        HasClosed = false;
        if (_isOpen && time >= _end) Close();
    }

    /// <summary>Forgets a bar that began after <paramref name="time"/> (UTC ticks): the clock was set back since, and what is observed from now on is another bar's.</summary>
    public void ForgetAfter(long time)
    {
        if (UnseenUntil > time && UnseenUntil != long.MaxValue) UnseenUntil = time;
        if (_start <= time) return;
        (_isOpen, _isNextIncomplete, _start, _end) = (false, true, 0, 0);
    }

    /// <summary>Events were dropped: the bar in progress, or the next one, may have wrong extremes.</summary>
    public void MarkIncomplete()
    {
        if (_isOpen) _isIncomplete = true;
        else _isNextIncomplete = true;
    }

    private bool Restart(BarSource source)
    {
        _source = source;
        _isOpen = false;
        _isNextIncomplete = true;
        _end = _start; // nothing of the bar in progress was handed out, so its time may be observed again
        return true;
    }

    private bool MoveTo(long time)
    {
        if (time >= _end)
        {
            if (_isOpen) Close();
            _start = time - (time % _intervalTicks);
            _end = _start + _intervalTicks;
            return true;
        }

        if (_isOpen && time >= _start) return true;
        LateObservations++;
        return false;
    }

    private void Extend(double first, double high, double low, double last, double volume)
    {
        if (!_isOpen)
        {
            (_isOpen, _isIncomplete, _isNextIncomplete) = (true, _isNextIncomplete, false);
            (_first, _high, _low, _volume) = (first, high, low, 0d);
        }

        if (high > _high) _high = high;
        if (low < _low) _low = low;
        _last = last;
        _volume += volume;
    }

    private void Close()
    {
        _closed = new Bar(new DateTimeOffset(_start, TimeSpan.Zero), Interval, _first, _high, _low, _last, _volume, !_isIncomplete && _start >= UnseenUntil);
        HasClosed = true;
        _isOpen = false;
    }
}
