using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Tests.Execution.Support;

namespace TradingDaemon.Tests.Execution;

public sealed class ClockWatchTests
{
    [TestCase(0)]
    [TestCase(250)]
    [TestCase(-250)]
    public void Offset_WithinTheLimit_IsNoMatter(int milliseconds)
    {
        using var bench = Watched(milliseconds);
        Assert.That(bench.Alerts.Recent, Is.Empty);
        Assert.That(bench.IsBlocked(BlockCause.ClockSkew), Is.False);
    }

    [TestCase(251)]
    [TestCase(-1_000)]
    public void Offset_BeyondAQuarterSecond_IsToldAndBlocksNothing(int milliseconds)
    {
        using var bench = Watched(milliseconds);
        Assert.That(bench.Alerts.Recent.Single().Key, Is.EqualTo("clock:simulated"));
        Assert.That(bench.IsBlocked(BlockCause.ClockSkew), Is.False);
    }

    [TestCase(1_001)]
    [TestCase(-5_000)]
    public void Offset_BeyondASecond_BlocksEntriesAndIsFreedWellBelow(int milliseconds)
    {
        using var bench = Watched(milliseconds);
        Assert.That(bench.IsBlocked(BlockCause.ClockSkew), Is.True);
        bench.Venue.ClockOffset = TimeSpan.FromMilliseconds(501);
        bench.Pass(1);
        Assert.That(bench.IsBlocked(BlockCause.ClockSkew), Is.True, "not yet");
        bench.Venue.ClockOffset = TimeSpan.FromMilliseconds(-500);
        bench.Pass(1);
        Assert.That(bench.IsBlocked(BlockCause.ClockSkew), Is.False);
        Assert.That(bench.Alerts.Recent, Has.Length.EqualTo(1), "still worth knowing");
        bench.Venue.ClockOffset = TimeSpan.FromMilliseconds(199);
        bench.Pass(1);
        Assert.That(bench.Alerts.Recent, Is.Empty);
    }

    [Test]
    public void Offset_NotMeasured_IsNoMatter()
    {
        using var bench = new SessionBench();
        bench.Run();
        bench.Pass(10);
        Assert.That(bench.IsBlocked(BlockCause.ClockSkew), Is.False);
    }

    private static SessionBench Watched(int milliseconds)
    {
        var bench = new SessionBench();
        bench.Venue.ClockOffset = TimeSpan.FromMilliseconds(milliseconds);
        bench.Run();
        bench.Pass(1);
        return bench;
    }
}
