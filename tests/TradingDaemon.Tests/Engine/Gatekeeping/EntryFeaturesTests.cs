using NUnit.Framework;
using TradingDaemon.Domain.Gatekeeping;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Gatekeeping;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Gatekeeping;

/// <summary>Every feature in its unit, worked out by hand, and what is missing is missing.</summary>
[TestFixture]
internal sealed class EntryFeaturesTests
{
    [TestCase(GatekeeperFeature.Confidence, 0.5)]
    [TestCase(GatekeeperFeature.Urgency, 1d)]
    [TestCase(GatekeeperFeature.SpreadFraction, 0.001)]
    [TestCase(GatekeeperFeature.VolatilityFraction, 0.6)]
    [TestCase(GatekeeperFeature.RangeFraction, 0.02)]
    [TestCase(GatekeeperFeature.IsQuiet, 0d)]
    [TestCase(GatekeeperFeature.IsVolatile, 1d)]
    [TestCase(GatekeeperFeature.IsBuy, 1d)]
    [TestCase(GatekeeperFeature.HourUtc, 12.05)] // twelve o'clock and three minutes
    [TestCase(GatekeeperFeature.HourSine, -0.013089)]
    [TestCase(GatekeeperFeature.HourCosine, -0.999914)]
    [TestCase(GatekeeperFeature.SignalAgeSeconds, 2d)]
    [TestCase(GatekeeperFeature.QuoteAgeSeconds, 180d)]
    [TestCase(GatekeeperFeature.WinRate, 0.5)]
    [TestCase(GatekeeperFeature.SizeFraction, 0.010005)] // 10 at 100.05 of 100,000
    [TestCase(GatekeeperFeature.OrdersInFlight, 0d)]
    public void Read_OfAnEntryInFullView_IsInItsUnit(GatekeeperFeature feature, double expected) =>
        Assert.That(EntryFeatures.Read(feature, View(AccountBench.Running())), Is.EqualTo(expected).Within(1e-6));

    [Test]
    public void Cases_AreOfEveryFeature() => Assert.That(
        typeof(EntryFeaturesTests).GetMethod(nameof(Read_OfAnEntryInFullView_IsInItsUnit))!.GetCustomAttributes(typeof(TestCaseAttribute), false).Cast<TestCaseAttribute>().Select(static one => one.Arguments[0]),
        Is.EquivalentTo(Enum.GetValues<GatekeeperFeature>()));

    [TestCase(GatekeeperFeature.VolatilityFraction), TestCase(GatekeeperFeature.RangeFraction), TestCase(GatekeeperFeature.IsQuiet), TestCase(GatekeeperFeature.IsVolatile)]
    public void Read_OfWhatNobodyMeasured_IsMissing(GatekeeperFeature feature)
    {
        var bench = AccountBench.Running();
        var view = View(bench);
        Assert.That(EntryFeatures.Read(feature, view with { Signal = bench.SignalOf(SignalKind.Buy) }), Is.Null);
    }

    [Test]
    public void WinRate_AfterTrades_IsOfTheNewestTwenty()
    {
        var bench = AccountBench.Running();
        for (var trade = 0; trade < 22; trade++)
        {
            bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
            bench.Trade(SignalKind.Buy);
            bench.Quote(TestMarket.Btc, trade < 5 ? 90m : 110m, trade < 5 ? 90.05m : 110.05m); // the first five lose; three of them are among the newest twenty
            bench.Trade(SignalKind.Sell);
            bench.Clock(TimeSpan.FromSeconds(1));
        }

        Assert.That(EntryFeatures.Read(GatekeeperFeature.WinRate, View(bench)), Is.EqualTo(18d / 22d).Within(1e-12));
    }

    private static EntryView View(AccountBench bench)
    {
        var quote = TestMarket.Quote(TestMarket.Btc, 99.95m, 100.05m, bench.Now);
        var now = bench.Now.AddMinutes(3);
        var signal = bench.SignalOf(SignalKind.Buy) with { At = now.AddSeconds(-2), VolatilityFraction = 0.6m, AtrQuote = 2m, Regime = Regime.Volatile };
        return new(bench.Engine.Account, signal, TestMarket.At(TestMarket.Btc), OrderSide.Buy, 10m, quote, now);
    }
}
