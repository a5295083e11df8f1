namespace TradingDaemon.Simulation.Time;

/// <summary>
/// The one clock of a simulated world. It moves when the scheduler says so; timers fire on the way, inline on the scheduler's
/// thread, in the order of their times and, at the same time, of their setting.
/// </summary>
internal sealed class VirtualClock(DateTimeOffset start) : TimeProvider
{
    private readonly PriorityQueue<VirtualTimer, (long DueTicks, long Number)> _due = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private long _number;

    /// <summary>The time (UTC).</summary>
    public DateTimeOffset Now { get; private set; } = start;

    /// <summary>Timers that wait, superseded ones included.</summary>
    public int Waiting => _due.Count;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Now;

    /// <inheritdoc/>
    public override long GetTimestamp() => Now.UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Calls once, after a while.</summary>
    public void After(TimeSpan wait, Action act) => new VirtualTimer(this, act).Change(wait, Timeout.InfiniteTimeSpan);

    /// <summary>Moves to the next timer due by <paramref name="limit"/> and fires it; false when there is none, and then it is that time.</summary>
    public bool FireNext(DateTimeOffset limit)
    {
        while (_due.TryPeek(out var timer, out var due) && due.DueTicks <= limit.UtcTicks)
        {
            _due.Dequeue();
            if (!timer.IsSetTo(due.Number)) continue;
            if (due.DueTicks > Now.UtcTicks) Now = new DateTimeOffset(due.DueTicks, TimeSpan.Zero);
            timer.Fire();
            return true;
        }

        if (limit > Now) Now = limit;
        return false;
    }

    /// <summary>Puts a timer in its place; returns the number of this setting.</summary>
    internal long Enqueue(VirtualTimer timer, TimeSpan wait)
    {
        if (Environment.CurrentManagedThreadId != _thread)
            throw new InvalidOperationException("A timer was set from another thread: something in the daemon left the simulation's one thread, and the run cannot be repeated.");
        var number = ++_number;
        _due.Enqueue(timer, (Now.UtcTicks + Math.Max(0, wait.Ticks), number));
        return number;
    }
}
