namespace TradingDaemon.Tests.Venues.Support;

/// <summary>A clock moved by hand; moving it fires the timers that fall due, in order. Its wall can be set apart from its monotonic time.</summary>
internal sealed class TimerClock : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private readonly List<Alarm> _alarms = [];
    private TimeSpan _monotonic;
    private TimeSpan _wall;
    private long _made;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public TimeSpan Monotonic
    {
        get
        {
            lock (_gate) return _monotonic;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return Start + _monotonic + _wall;
    }

    public override long GetTimestamp() => Monotonic.Ticks;

    /// <summary>Somebody sets the wall clock.</summary>
    public void SetWall(TimeSpan by)
    {
        lock (_gate) _wall += by;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state, ++_made);
        lock (_gate) _alarms.Add(alarm);
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>When the next timer fires, or null.</summary>
    public TimeSpan? NextAt
    {
        get
        {
            lock (_gate) return _alarms.Min(static alarm => alarm.DueAt);
        }
    }

    /// <summary>Timers somebody still holds, waiting or not.</summary>
    public int TimerCount
    {
        get
        {
            lock (_gate) return _alarms.Count;
        }
    }

    /// <summary>Moves to the next timer and fires it; false when there is none before the limit.</summary>
    public bool Step(TimeSpan until)
    {
        Alarm? due;
        lock (_gate)
        {
            due = _alarms.Where(alarm => alarm.DueAt <= until).OrderBy(static alarm => alarm.DueAt).ThenBy(static alarm => alarm.Number).FirstOrDefault();
            if (due is null)
            {
                if (until > _monotonic) _monotonic = until;
                return false;
            }

            if (due.DueAt > _monotonic) _monotonic = due.DueAt.Value;
            due.Rearm();
        }

        due.Fire();
        (SynchronizationContext.Current as PumpContext)?.Pump();
        return true;
    }

    public void Advance(TimeSpan by)
    {
        var until = Monotonic + by;
        while (Step(until))
        {
            // each step fires one timer
        }
    }

    /// <summary>Moves time on until the task is over; fails after <paramref name="most"/>.</summary>
    public async Task Until(Task task, TimeSpan most)
    {
        var until = Monotonic + most;
        while (!task.IsCompleted && Step(until))
        {
            // each step fires one timer
        }

        if (!task.IsCompleted) throw new TimeoutException($"Not over after {most}.");
        await task;
    }

    private sealed class Alarm(TimerClock clock, TimerCallback callback, object? state, long number) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public long Number => number;

        public TimeSpan? DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate) (DueAt, _period) = (dueTime == Timeout.InfiniteTimeSpan ? null : clock._monotonic + dueTime, period);
            return true;
        }

        public void Rearm() => DueAt = _period == Timeout.InfiniteTimeSpan || _period == TimeSpan.Zero ? null : DueAt + _period;

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (clock._gate) clock._alarms.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
