namespace TradingDaemon.Tests.Execution.Support;

/// <summary>Virtual time on one thread: timers fire inside <see cref="Advance"/>, in order, and what they wake runs there. Others may set timers meanwhile.</summary>
internal sealed class SessionClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<VirtualTimer, (long DueTicks, long Number)> _timers = new();
    private long _ticks = start.UtcTicks;
    private long _numbers;

    /// <summary>How far the wall is from elapsed time: a clock that was set.</summary>
    public TimeSpan WallShift { get; set; }

    /// <summary>Timers of that wait which are disposed before it is over are firing just then; null: none is.</summary>
    public TimeSpan? FiresOnDispose { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(_ticks, TimeSpan.Zero) + WallShift;

    public override long GetTimestamp() => _ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        var until = _ticks + by.Ticks;
        while (TakeDue(until, out var next)) next?.Fire();
        _ticks = until;
    }

    // The next that is due, if it is still waited for; false when there is none before.
    private bool TakeDue(long until, out VirtualTimer? next)
    {
        lock (_gate)
        {
            if (!_timers.TryPeek(out next, out var at) || at.DueTicks > until) return false;
            _timers.Dequeue();
            if (next.IsDueAt(at.Number)) _ticks = Math.Max(_ticks, at.DueTicks);
            else next = null;
            return true;
        }
    }

    private sealed class VirtualTimer(SessionClock clock, TimerCallback callback, object? state) : ITimer
    {
        private long _due; // the number under which it waits; 0 when it does not
        private TimeSpan _wait;
        private TimeSpan _period;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                (_wait, _period) = (dueTime, period);
                _due = 0;
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                _due = ++clock._numbers;
                clock._timers.Enqueue(this, (clock._ticks + dueTime.Ticks, _due));
                return true;
            }
        }

        public bool IsDueAt(long number) => _due == number;

        public void Fire()
        {
            _due = 0;
            if (_period != Timeout.InfiniteTimeSpan && _period > TimeSpan.Zero) Change(_period, _period);
            callback(state);
        }

        public void Dispose()
        {
            if (_due != 0 && _wait == clock.FiresOnDispose) callback(state);
            _due = 0;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
