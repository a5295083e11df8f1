namespace TradingDaemon.Tests.Venues.Support;

/// <summary>
/// A told clock that goes so many times as fast as the wall's: what two real ends of a socket wait for, a test need not. Both ends must be told the same one. It goes only as far as the machine comes
/// along: a process that is stopped for two seconds has not let a minute pass in which nobody answered.
/// </summary>
internal sealed class FastClock : TimeProvider
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(1); // timers are no finer
    private static readonly TimeSpan StepMax = TimeSpan.FromMilliseconds(25); // of the wall's clock, from one look to the next: a look is work of the thread pool like everybody's

    private readonly Lock _gate = new();
    private readonly List<Alarm> _alarms = [];
    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly double _speed;
    private long _lookedAt = System.GetTimestamp();
    private TimeSpan _goneThen;

    /// <summary>A clock that goes until nobody holds it any more.</summary>
    public FastClock(double speed)
    {
        _speed = speed;
        _ = new Beat(new WeakReference<FastClock>(this));
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Since it was made.</summary>
    public TimeSpan Gone
    {
        get
        {
            lock (_gate) return GoneNow();
        }
    }

    public override DateTimeOffset GetUtcNow() => _start + Gone;

    public override long GetTimestamp() => TimeSpan.TicksPerDay + Gone.Ticks; // zero is never, in more than one place

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>What seems so long on this clock is so long on this one when the machine does it: patience with work, not with time.</summary>
    public TimeSpan Of(TimeSpan real) => real * _speed;

    private TimeSpan GoneNow()
    {
        var since = System.GetElapsedTime(_lookedAt);
        return _goneThen + ((since < StepMax ? since : StepMax) * _speed);
    }

    private void Look()
    {
        lock (_gate)
        {
            (_goneThen, _lookedAt) = (GoneNow(), System.GetTimestamp());
            if (!_alarms.Exists(alarm => alarm.DueAt <= _goneThen)) return;
            foreach (var due in _alarms.Where(alarm => alarm.DueAt <= _goneThen).OrderBy(static alarm => alarm.DueAt).ToList())
            {
                due.Rearm(_goneThen);
                ThreadPool.UnsafeQueueUserWorkItem(static alarm => alarm.Fire(), due, preferLocal: false);
            }
        }
    }

    // Holds its timer, which holds it, and of the clock nothing.
    private sealed class Beat
    {
        private readonly WeakReference<FastClock> _clock;
        private readonly ITimer _timer;

        public Beat(WeakReference<FastClock> clock)
        {
            _clock = clock;
            using (ExecutionContext.SuppressFlow()) _timer = System.CreateTimer(static beat => ((Beat)beat!).Look(), this, LookEvery, LookEvery);
        }

        private void Look()
        {
            if (_clock.TryGetTarget(out var clock)) clock.Look();
            else _timer?.Dispose(); // null: this look is the first, and the next will do it
        }
    }

    private sealed class Alarm(FastClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;
        private bool _isOver;

        public TimeSpan? DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                if (_isOver) return false;
                clock._alarms.Remove(this);
                (DueAt, _period) = (dueTime == Timeout.InfiniteTimeSpan ? null : clock.GoneNow() + dueTime, period);
                if (DueAt is not null) clock._alarms.Add(this);
                return true;
            }
        }

        // What fell due twice meanwhile has fallen due once.
        public void Rearm(TimeSpan now)
        {
            DueAt = _period > TimeSpan.Zero ? (DueAt + _period > now ? DueAt + _period : now + _period) : null;
            if (DueAt is null) clock._alarms.Remove(this);
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (clock._gate)
            {
                _isOver = true;
                clock._alarms.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
