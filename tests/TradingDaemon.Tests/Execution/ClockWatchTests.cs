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

    /// <summary>Bug: when the offset became unknown after a skew, entries stayed blocked and nobody was told why, or what would end it.</summary>
    [Test]
    public void Offset_UnknownAfterASkew_KeepsEntriesBlockedSaysSoAndIsFreedByTheNextGoodMeasurement()
    {
        using var bench = Watched(5_000);
        bench.Venue.ClockOffset = null;
        bench.Pass(60);
        Assert.That(bench.IsBlocked(BlockCause.ClockSkew), Is.True);
        Assert.That(bench.Alerts.Recent.Single().Text, Does.Contain("no longer measured").And.Contains("500 ms"));
        Assert.That(bench.Log.Lines.Count(static line => line.Event == 4_016), Is.EqualTo(1), "once, not every second");
        bench.Venue.ClockOffset = TimeSpan.FromMilliseconds(700);
        bench.Pass(1);
        Assert.That(bench.IsBlocked(BlockCause.ClockSkew), Is.True, "not good enough");
        bench.Venue.ClockOffset = TimeSpan.FromMilliseconds(100);
        bench.Pass(1);
        Assert.That((bench.IsBlocked(BlockCause.ClockSkew), bench.Alerts.Recent.IsEmpty), Is.EqualTo((false, true)));
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
