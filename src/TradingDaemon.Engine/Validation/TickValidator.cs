using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Engine.Validation;

/// <summary>
/// Says of every market event whether it may be believed, and counts the answers. Only accepted events move its memory,
/// so one bad row cannot make the good ones after it look late or wild. One owner; the counts may be read from any thread.
/// </summary>
/// <remarks>
/// Locked quotes (bid = ask) pass: real markets lock. Bars are ordered by their end, so bars of several lengths may mix,
/// and are not held against the outlier guard: a daily bar after a split is no error and there is no second one to agree with it soon.
/// </remarks>
public sealed class TickValidator
{
    private const int Kinds = (int)MarketEventKind.Book;
    private readonly ValidationLimits _limits;
    private readonly long _skewTicks;
    private readonly long _ageMaxTicks;
    private readonly int _instruments;
    private readonly long[] _lastTimes;
    private readonly OutlierGuard[] _guards;
    private readonly long[] _rejected = new long[(int)Enum.GetValues<TickRejection>().Max() + 1];
    private long _accepted;

    /// <summary>Makes a validator for instruments 0…<paramref name="instruments"/>−1.</summary>
    public TickValidator(int instruments, ValidationLimits limits)
    {
        _limits = limits;
        _instruments = instruments;
        _skewTicks = limits.ClockSkewMax.Ticks;
        _ageMaxTicks = limits.AgeMax?.Ticks ?? long.MaxValue;
        _lastTimes = new long[instruments * Kinds];
        _guards = new OutlierGuard[instruments];
    }

    /// <summary>Events accepted so far.</summary>
    public long Accepted => Volatile.Read(ref _accepted);

    /// <summary>Events rejected so far for one reason.</summary>
    public long Rejected(TickRejection reason) => Volatile.Read(ref _rejected[(int)reason]);

    /// <summary>Null when the event is good, else the first rule it breaks.</summary>
    public TickRejection? Check(in RawTick tick)
    {
        var rejection = FirstBroken(in tick);
        if (rejection is { } reason) _rejected[(int)reason]++;
        else _accepted++;
        return rejection;
    }

    private TickRejection? FirstBroken(in RawTick tick)
    {
        var instrument = tick.Instrument.Index;
        if ((uint)instrument >= (uint)_instruments) return TickRejection.UnknownInstrument;
        if (tick.Kind is < MarketEventKind.Quote or > MarketEventKind.Book) return TickRejection.Malformed;
        if (PriceFault(in tick) is { } priceFault) return priceFault;
        var time = tick.SourceTime.UtcTicks;
        if (tick.Kind == MarketEventKind.Bar)
        {
            if (tick.Interval <= TimeSpan.Zero || tick.Interval > _limits.BarIntervalMax) return TickRejection.BarInconsistent;
            time += tick.Interval.Ticks; // a bar happened when it ended
        }

        ref var lastTime = ref _lastTimes[(instrument * Kinds) + (int)tick.Kind - 1];
        if (time < lastTime && lastTime - tick.ReceivedTime.UtcTicks <= _skewTicks) return TickRejection.OutOfOrder; // a last time that is the future was told before the clock was set back
        var age = tick.ReceivedTime.UtcTicks - time;
        if (age < -_skewTicks) return TickRejection.FromTheFuture;
        if (age > _ageMaxTicks) return TickRejection.Stale;
        if (!HasSaneSizes(in tick)) return TickRejection.SizeInvalid;
        if (IsOutlier(in tick, ref _guards[instrument])) return TickRejection.Outlier;
        if (tick.Kind == MarketEventKind.Bar && !IsConsistent(in tick)) return TickRejection.BarInconsistent;
        lastTime = time;
        return null;
    }

    private TickRejection? PriceFault(in RawTick tick)
    {
        if (decimal.Sign(tick.A) <= 0) return TickRejection.PriceNotPositive;
        switch (tick.Kind)
        {
            case MarketEventKind.Trade:
                return null;
            case MarketEventKind.Bar:
                return decimal.Sign(tick.B) > 0 && decimal.Sign(tick.C) > 0 && decimal.Sign(tick.D) > 0 ? null : TickRejection.PriceNotPositive;
            default:
                if (decimal.Sign(tick.C) <= 0) return TickRejection.PriceNotPositive;
                if (tick.A > tick.C) return TickRejection.Crossed;
                return tick.Book is { } book ? SideFault(book.Bids, direction: -1) ?? SideFault(book.Asks, direction: 1) : null;
        }
    }

    private TickRejection? SideFault(IReadOnlyList<BookLevel> levels, int direction)
    {
        if (levels.Count > _limits.BookLevelsMax) return TickRejection.Malformed;
        for (var i = 0; i < levels.Count; i++)
        {
            var level = levels[i];
            if (decimal.Sign(level.PriceQuote) <= 0) return TickRejection.PriceNotPositive;
            if (decimal.Sign(level.SizeBase) <= 0 || level.SizeBase > _limits.SizeMaxBase) return TickRejection.SizeInvalid;
            if (i > 0 && level.PriceQuote.CompareTo(levels[i - 1].PriceQuote) != direction) return TickRejection.Malformed;
        }

        return null;
    }

    private bool HasSaneSizes(in RawTick tick) => tick.Kind switch
    {
        MarketEventKind.Trade => decimal.Sign(tick.B) != 0 && IsSane(tick.B),
        MarketEventKind.Bar => IsSane(tick.E),
        _ => IsSane(tick.B) && IsSane(tick.D),
    };

    private bool IsSane(decimal size) => decimal.Sign(size) >= 0 ? size <= _limits.SizeMaxBase : size == RawTick.UnknownSize;

    private bool IsOutlier(in RawTick tick, ref OutlierGuard guard) => tick.Kind switch
    {
        MarketEventKind.Bar => false,
        MarketEventKind.Trade => guard.Refuses((double)tick.A, _limits.OutlierFraction, _limits.OutliersBelieved),
        _ => guard.Refuses(((double)tick.A + (double)tick.C) / 2d, _limits.OutlierFraction, _limits.OutliersBelieved),
    };

    private static bool IsConsistent(in RawTick bar) =>
        bar.C <= bar.A && bar.C <= bar.D && bar.A <= bar.B && bar.D <= bar.B; // low ≤ open, close ≤ high
}
