namespace TradingDaemon.Tests.Sandbox;

/// <summary>A clock that stands until it is moved; its timers are real.</summary>
internal sealed class MovableClock : TimeProvider
{
    private long _ticks = System.GetUtcNow().UtcTicks / TimeSpan.TicksPerHour * TimeSpan.TicksPerHour; // a full hour: no minute ends by chance

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Move(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
