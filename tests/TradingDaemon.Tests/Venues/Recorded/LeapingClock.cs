namespace TradingDaemon.Tests.Venues.Recorded;

/// <summary>A clock that stands still until somebody waits, and then leaps to the end of the wait: nothing sleeps, every wait is known.</summary>
internal sealed class LeapingClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private DateTimeOffset _now = start;

    public List<TimeSpan> Waits { get; } = [];

    /// <summary>Called instead of the timer once so many waits were made; for tests that cancel.</summary>
    public Action? OnWait { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            Waits.Add(dueTime);
            _now += dueTime;
        }

        if (OnWait is null) ThreadPool.QueueUserWorkItem(_ => callback(state));
        else ThreadPool.QueueUserWorkItem(_ => OnWait());
        return new Fired();
    }

    private sealed class Fired : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
