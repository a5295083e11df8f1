namespace TradingDaemon.Tests.Venues.Simulated;

/// <summary>A clock that stands still until it is moved; moving it fires the timers that fall due, in order.</summary>
internal sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = start;

    /// <summary>How often somebody asked for the time: tells that a sleeper woke up.</summary>
    public int Reads { get; private set; }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            Reads++;
            return _now;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        lock (_gate) _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>When the next timer fires, or null.</summary>
    public DateTimeOffset? NextAlarmAt
    {
        get
        {
            lock (_gate) return _timers.Min(static timer => timer.DueAt);
        }
    }

    public void Advance(TimeSpan by)
    {
        DateTimeOffset until;
        lock (_gate) until = _now + by;
        while (true)
        {
            ManualTimer? due;
            lock (_gate)
            {
                due = _timers.Where(timer => timer.DueAt <= until).MinBy(static timer => timer.DueAt);
                _now = due?.DueAt is { } at && at > _now ? at : due is null ? until : _now;
                due?.Rearm();
            }

            if (due is null) return;
            due.Fire();
        }
    }

    /// <summary>Moves time without anybody noticing until the next timer: a machine that slept.</summary>
    public void Sleep(TimeSpan by)
    {
        lock (_gate) _now += by;
    }

    private sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public DateTimeOffset? DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate) (DueAt, _period) = (dueTime == Timeout.InfiniteTimeSpan ? null : clock._now + dueTime, period);
            return true;
        }

        public void Rearm() => DueAt = _period == Timeout.InfiniteTimeSpan ? null : DueAt + _period;

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (clock._gate) clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
