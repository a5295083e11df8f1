using TradingDaemon.Pipeline;

namespace TradingDaemon.Integration.Tests.Pipeline;

public sealed class MarketClockTests
{
    [Test]
    [CancelAfter(300_000)] // one that stands still never ticks again
    public async Task PeriodicTimer_WhosePeriodIsBelowAMillisecondOfRealTime_KeepsTicking(CancellationToken cancellation)
    {
        var clock = new MarketClock(TimeProvider.System, DateTimeOffset.UnixEpoch, 1_000m); // 10 ms of the market are 10 µs
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10), clock);
        var ticks = 0;
        while (ticks < 5 && await timer.WaitForNextTickAsync(cancellation)) ticks++;
        Assert.That(ticks, Is.EqualTo(5));
    }
}
