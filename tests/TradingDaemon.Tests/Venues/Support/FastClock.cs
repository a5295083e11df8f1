namespace TradingDaemon.Tests.Venues.Support;

/// <summary>A told clock that goes so many times as fast as the wall's: what two real ends of a socket wait for, a test need not. Both ends must be told the same one.</summary>
internal sealed class FastClock(double speed) : TimeProvider
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1); // timers are no finer

    private readonly long _zero = System.GetTimestamp();
    private readonly DateTimeOffset _start = System.GetUtcNow();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Since it was made.</summary>
    public TimeSpan Gone => System.GetElapsedTime(_zero) * speed;

    public override DateTimeOffset GetUtcNow() => _start + Gone;

    public override long GetTimestamp() => TimeSpan.TicksPerDay + Gone.Ticks; // zero is never, in more than one place

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Timer(this, System.CreateTimer(callback, state, Real(dueTime), Real(period)));

    /// <summary>What seems so long on this clock is so long on this one when the machine does it: patience with work, not with time.</summary>
    public TimeSpan Of(TimeSpan real) => real * speed;

    private TimeSpan Real(TimeSpan told) => told <= TimeSpan.Zero ? told : told / speed > Least ? told / speed : Least;

    private sealed class Timer(FastClock clock, ITimer inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(clock.Real(dueTime), clock.Real(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
