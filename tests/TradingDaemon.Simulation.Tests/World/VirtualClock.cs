namespace TradingDaemon.Simulation.Tests.World;

/// <summary>The one clock of a simulated world; it moves when the scheduler says so.</summary>
internal sealed class VirtualClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; private set; } = now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(TimeSpan by) => Now += by;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => Now.UtcTicks;
}
