using System.Globalization;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Tests.Venues.Sandbox;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Tests.Venues.Streaming;

public sealed class MarketHoursTests
{
    [TestCase(AssetClass.Crypto, "2026-03-07T03:00:00Z", true)]
    [TestCase(AssetClass.Equity, "2026-03-06T14:29:59Z", false)] // 09:29:59 in winter
    [TestCase(AssetClass.Equity, "2026-03-06T14:30:00Z", true)]
    [TestCase(AssetClass.Equity, "2026-03-06T20:59:59Z", true)]
    [TestCase(AssetClass.Equity, "2026-03-06T21:00:00Z", false)]
    [TestCase(AssetClass.Option, "2026-03-09T13:30:00Z", true)] // summer time began the day before
    [TestCase(AssetClass.Option, "2026-03-09T13:29:00Z", false)]
    [TestCase(AssetClass.Equity, "2026-03-07T15:00:00Z", false)]
    [TestCase(AssetClass.Forex, "2026-03-06T21:59:59Z", true)]
    [TestCase(AssetClass.Forex, "2026-03-06T22:00:00Z", false)]
    [TestCase(AssetClass.Forex, "2026-03-07T12:00:00Z", false)]
    [TestCase(AssetClass.Forex, "2026-03-08T20:59:00Z", false)]
    [TestCase(AssetClass.Forex, "2026-03-08T21:00:00Z", true)]
    [TestCase(AssetClass.Forex, "2026-03-10T03:00:00Z", true)]
    public void IsOpen_ByTheClockOfNewYork(AssetClass assetClass, string at, bool isOpen) =>
        Assert.That(MarketHours.IsOpen(SandboxRig.Catalog.All[0] with { AssetClass = assetClass }, DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)), Is.EqualTo(isOpen));

    /// <summary>Bug: the hours were wired nowhere, so a share outside its hours was stale every night, and a feed of shares blind.</summary>
    [TestCase("2026-03-06T21:00:01Z", false)] // just after the close in New York
    [TestCase("2026-03-06T15:00:00Z", true)]
    public void Watch_OfAShareThatIsSilent_IsStaleInItsHoursOnly(string at, bool isStale)
    {
        var clock = new TimerClock();
        clock.Advance(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture) - TimerClock.Start);
        var told = new List<FeedChangeKind>();
        var share = SandboxRig.Catalog.All[0] with { AssetClass = AssetClass.Equity };
        var watch = new InstrumentWatch([share], new LivenessOptions(), clock, change => told.Add(change.Kind));
        for (var second = 0; second < 120; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            watch.CheckUnconnected();
        }

        Assert.That(told, Is.EqualTo(isStale ? [FeedChangeKind.Stale, FeedChangeKind.Blind] : new[] { FeedChangeKind.Closed }));
    }

    /// <summary>The night neither counts as silence in the morning.</summary>
    [Test]
    public void Watch_OfAShareWhenItsMarketOpens_CountsSilenceFromThen()
    {
        var clock = new TimerClock();
        clock.Advance(new DateTimeOffset(2026, 3, 6, 14, 0, 0, TimeSpan.Zero) - TimerClock.Start);
        var told = new List<FeedChange>();
        var watch = new InstrumentWatch([SandboxRig.Catalog.All[0] with { AssetClass = AssetClass.Equity }], new LivenessOptions(), clock, told.Add);
        for (var second = 0; second < 1_900; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            watch.CheckUnconnected();
        }

        Assert.That(told.Select(static change => change.Kind), Is.EqualTo(new[] { FeedChangeKind.Closed, FeedChangeKind.Opened, FeedChangeKind.Stale, FeedChangeKind.Blind }));
        Assert.That(told[2].At, Is.InRange(new DateTimeOffset(2026, 3, 6, 14, 30, 14, TimeSpan.Zero), new DateTimeOffset(2026, 3, 6, 14, 30, 16, TimeSpan.Zero)));
    }

    /// <summary>A holiday somebody wrote down is no silence, and hours that never close wake nobody at night.</summary>
    [TestCase("2026-12-24T15:00:00Z", true), TestCase("2026-12-25T15:00:00Z", false), TestCase("2026-11-27T17:59:00Z", true), TestCase("2026-11-27T18:00:00Z", false), TestCase("2026-12-24T23:00:00Z", false)]
    public void IsOpen_OnAnException_IsFalse(string utc, bool isOpen)
    {
        var share = SandboxRig.Catalog.All[0] with { AssetClass = AssetClass.Equity, Hours = TradingHours.NewYork.With(["2026-12-25"], ["2026-11-27 13:00"]) };
        var at = DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(MarketHours.IsOpen(share, at), Is.EqualTo(isOpen));
        Assert.That(MarketHours.IsOpen(share with { Hours = TradingHours.Always }, at), Is.EqualTo(TradingHours.NewYork.IsOpen(at)));
    }
}
