namespace TradingDaemon.Simulation.Time;

/// <summary>A timer of a virtual clock; fires inline.</summary>
internal sealed class VirtualTimer(VirtualClock clock, Action fire) : ITimer
{
    private long _periodTicks;
    private long _number;

    /// <summary>Whether this is the newest time it was set to.</summary>
    public bool IsSetTo(long number) => number == _number;

    /// <inheritdoc/>
    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _periodTicks = period > TimeSpan.Zero ? period.Ticks : 0;
        _number = dueTime == Timeout.InfiniteTimeSpan ? 0 : clock.Enqueue(this, dueTime);
        return true;
    }

    /// <summary>Calls back, and sets itself again when it is periodic.</summary>
    public void Fire()
    {
        _number = _periodTicks > 0 ? clock.Enqueue(this, TimeSpan.FromTicks(_periodTicks)) : 0;
        fire();
    }

    /// <inheritdoc/>
    public void Dispose() => _number = 0;

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
