using System.Globalization;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Tests.Venues.Sandbox;
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
}
