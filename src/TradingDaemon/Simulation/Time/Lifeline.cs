namespace TradingDaemon.Simulation.Time;

/// <summary>One life of the simulated daemon: its clock, whose timers die with it. Whatever it waits for when it ends never comes.</summary>
/// <param name="world">The world's clock.</param>
internal sealed class Lifeline(VirtualClock world) : TimeProvider
{
    /// <summary>False from the kill on.</summary>
    public bool IsAlive { get; private set; } = true;

    /// <summary>How far its clock is from the world's.</summary>
    public TimeSpan Skew { get; set; }

    /// <inheritdoc/>
    public override long TimestampFrequency => world.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => world.GetUtcNow() + Skew;

    /// <inheritdoc/>
    public override long GetTimestamp() => world.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        world.CreateTimer(context => { if (IsAlive) callback(context); }, state, dueTime, period);

    /// <summary>The kill.</summary>
    public void End() => IsAlive = false;
}
