using NUnit.Framework;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Engine.Tilt;
using TradingDaemon.Engine.Tilt.Detectors;

namespace TradingDaemon.Tests.Engine.Tilt;

/// <summary>Every detector at its limit, just below and just above it, and where too little is known to tell.</summary>
public sealed class TiltDetectorTests
{
    private static readonly DateTimeOffset Start = new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TiltPolicy Policy = new();

    [TestCase(3, "150", false), TestCase(3, "150.01", true), TestCase(2, "500", false), TestCase(4, "200", true)]
    public void SizeAfterLosses_NeedsTheStreakAndTheGrowth(int losses, string size, bool finds)
    {
        var trader = Trader();
        Enter(trader, 0, 100m);
        for (var i = 0; i < losses; i++) Close(trader, 10 + i, -0.01m);
        Enter(trader, 5_000, decimal.Parse(size, System.Globalization.CultureInfo.InvariantCulture));
        Assert.That(Finds(trader, TiltSignal.SizeAfterLosses), Is.EqualTo(finds));
    }

    [Test]
    public void SizeAfterLosses_AWinWithinTheStreakOrAnotherCurrency_TellsNothing()
    {
        var trader = Trader();
        Enter(trader, 0, 100m);
        foreach (var won in new[] { -1m, -1m, 1m, -1m, -1m }) Close(trader, 10, won);
        Enter(trader, 5_000, 1_000m);
        Assert.That(Finds(trader, TiltSignal.SizeAfterLosses), Is.False);
        Close(trader, 5_001, -1m);
        trader.Entered(new TiltEntry(Start.AddSeconds(9_000), "JPY", 100_000m), 9);
        Assert.That(Finds(trader, TiltSignal.SizeAfterLosses), Is.False);
    }

    [TestCase(60_000, "-0.01", true), TestCase(60_001, "-0.01", false), TestCase(59_999, "-0.01", true), TestCase(100, "0.01", false), TestCase(100, "0", false)]
    public void QuickReentry_WithinAMinuteOfALosingExit(int milliseconds, string result, bool finds) => Assert.That(Finds(AfterTrade(milliseconds, result), TiltSignal.QuickReentry), Is.EqualTo(finds));

    [TestCase(1_999, "-0.01", true), TestCase(2_000, "-0.01", false), TestCase(0, "-0.01", true), TestCase(100, "0.01", false)]
    public void QuickReaction_BelowTwoSecondsAfterALosingExit(int milliseconds, string result, bool finds) => Assert.That(Finds(AfterTrade(milliseconds, result), TiltSignal.QuickReaction), Is.EqualTo(finds));

    [TestCase(2, 120, false), TestCase(3, 120, true), TestCase(3, 121, false)]
    public void RapidAfterLoss_ThreeEntriesWithinTwoMinutes(int entries, int lastSecond, bool finds)
    {
        var trader = Trader();
        Close(trader, 0, -0.01m);
        for (var i = 1; i < entries; i++) Enter(trader, i, 100m);
        Enter(trader, lastSecond, 100m);
        Assert.That(Finds(trader, TiltSignal.RapidAfterLoss), Is.EqualTo(finds));
    }

    [TestCase("151", "228", true), TestCase("150", "228", false), TestCase("151", "226.5", false)]
    public void Martingale_LargerAfterALossTwice(string second, string third, bool finds)
    {
        var trader = Trader();
        Enter(trader, 0, 100m);
        Close(trader, 100, -0.01m);
        Enter(trader, 1_000, D(second));
        Close(trader, 1_100, -0.01m);
        Enter(trader, 2_000, D(third));
        Assert.That(Finds(trader, TiltSignal.Martingale), Is.EqualTo(finds));
    }

    [Test]
    public void Martingale_WithoutALossBetween_TellsNothing()
    {
        var trader = Trader();
        Close(trader, 0, -0.01m);
        foreach (var (second, size) in new[] { (10, 100m), (20, 200m), (30, 400m) }) Enter(trader, second, size);
        Assert.That(Finds(trader, TiltSignal.Martingale), Is.False);
    }

    [TestCase(5, 120, true), TestCase(5, 121, false), TestCase(4, 120, false), TestCase(6, 120, true)]
    public void OrderBurst_FiveEntriesWithinTwoMinutes(int entries, int lastSecond, bool finds)
    {
        var trader = Trader();
        for (var i = 1; i < entries; i++) Enter(trader, i == 1 ? 0 : 50 + i, 100m);
        Enter(trader, lastSecond, 100m);
        Assert.That(Finds(trader, TiltSignal.OrderBurst), Is.EqualTo(finds));
    }

    [TestCase(5, 4, true), TestCase(5, 5, false), TestCase(4, 0, false), TestCase(6, 5, true)]
    public void OrderAcceleration_FiveMinutesAgainstFifteen(int lately, int before, bool finds)
    {
        var trader = Trader();
        Enter(trader, -1_000, 100m); // older than the window
        for (var i = 0; i < before; i++) Enter(trader, 200 + i, 100m);
        for (var i = 0; i < lately; i++) Enter(trader, 900 - lately + i + 1, 100m);
        Assert.That(Finds(trader, TiltSignal.OrderAcceleration), Is.EqualTo(finds));
    }

    [Test]
    public void OrderAcceleration_WithoutAPast_TellsNothing()
    {
        var trader = Trader();
        for (var i = 0; i < 20; i++) Enter(trader, i, 100m);
        Assert.That(Finds(trader, TiltSignal.OrderAcceleration), Is.False);
    }

    [TestCase(6, 3, false), TestCase(6, 4, true), TestCase(4, 4, false)]
    public void CancelShare_AboveHalf(int entries, int cancels, bool finds) => Assert.That(Finds(Cancelling(entries, cancels, 6_000), TiltSignal.CancelShare), Is.EqualTo(finds));

    [TestCase(5, 2, 5_000, false), TestCase(5, 3, 5_000, true), TestCase(5, 3, 5_001, false), TestCase(4, 4, 1, false)]
    public void EarlyCancels_AboveFortyPercent(int entries, int cancels, int ageMilliseconds, bool finds) => Assert.That(Finds(Cancelling(entries, cancels, ageMilliseconds), TiltSignal.EarlyCancels), Is.EqualTo(finds));

    [TestCase(10, "129", false), TestCase(10, "131", true), TestCase(9, "131", false)]
    public void SizeVariation_AboveThirtyPercentOverTenEntries(int entries, string other, bool finds)
    {
        var trader = Trader();
        for (var i = 0; i < entries; i++) Enter(trader, i * 1_000, i % 2 == 0 ? 200m - D(other) : D(other)); // the mean is 100, all are as far from it
        Assert.That(Finds(trader, TiltSignal.SizeVariation), Is.EqualTo(finds));
    }

    [TestCase(100, "250", false), TestCase(100, "251", true), TestCase(99, "251", false)]
    public void UnusualSize_AboveTheMedianByOneAndAHalfRanges(int samples, string size, bool finds)
    {
        var trader = Trader();
        for (var i = 0; i < samples; i++) Enter(trader, i * 3_600, i % 4 == 0 ? 50m : i % 4 == 1 ? 150m : 100m); // median 100, and quartiles where a quarter begins
        var range = Range(trader);
        Enter(trader, samples * 3_600, 100m + (1.5m * range) + (D(size) - 250m));
        Assert.That(Finds(trader, TiltSignal.UnusualSize), Is.EqualTo(finds));
    }

    [Test]
    public void UnusualSize_WhereAllAreOfOneSize_TellsNothing()
    {
        var trader = Trader();
        for (var i = 0; i < 150; i++) Enter(trader, i * 3_600, 100m);
        Enter(trader, 150 * 3_600, 100_000m);
        Assert.That(Finds(trader, TiltSignal.UnusualSize), Is.False);
    }

    [TestCase(120, 5, false), TestCase(120, 6, true), TestCase(100, 6, true), TestCase(99, 6, false)]
    public void UnusualPace_AboveTheMedianByOneAndAHalfRanges(int hours, int entries, bool finds)
    {
        var trader = Trader();
        for (var hour = 0; hour < hours; hour++)
            for (var i = 0; i <= (hour % 3 == 0 ? 0 : hour % 3 == 1 ? 1 : 2); i++) Enter(trader, (hour * 3_600) + i, 100m); // 1, 2 or 3 an hour: median 2, range 2
        for (var i = 0; i < entries; i++) Enter(trader, (hours * 3_600) + i, 100m);
        Assert.That(Finds(trader, TiltSignal.UnusualPace), Is.EqualTo(finds));
    }

    [Test]
    public void Judge_OfATraderWhoDidNothing_FindsNothing() =>
        Assert.That(TiltDetectors.All.Where(static detector => detector.Judge(Trader(), Policy) is not null).Select(static detector => detector.Id), Is.Empty);

    [Test]
    public void Detectors_AreOneForEachSignal() => Assert.That(TiltDetectors.All.Select(static detector => detector.Id), Is.EqualTo(Enum.GetValues<TiltSignal>()));

    [Test]
    public void Record_HoweverMuchIsDone_StaysBounded()
    {
        var trader = Trader();
        for (var i = 0; i < 10_000; i++)
        {
            Enter(trader, i * 4_000, 100m);
            Close(trader, (i * 4_000) + 1, -0.01m);
            trader.Cancelled(new TiltCancel(Start, TimeSpan.Zero), i);
            trader.Found(new TiltAnomaly(Start, TiltSignal.OrderBurst, 1m));
        }

        Assert.That((trader.Entries.Count, trader.Hours.Count, trader.Trades.Count, trader.Cancels.Count, trader.Anomalies.Count), Is.EqualTo((256, 240, 64, 128, 64)));
    }

    private static TraderRecord Trader() => new(new TraderTilt { Trader = "alpha" });

    private static bool Finds(TraderRecord trader, TiltSignal signal)
    {
        var finding = TiltDetectors.All.Single(detector => detector.Id == signal).Judge(trader, Policy);
        if (finding is { } found) Assert.That((found.Severity, found.Detail), Is.EqualTo((Math.Clamp(found.Severity, 0m, 10m), found.Detail.Trim())));
        return finding is not null;
    }

    private static void Enter(TraderRecord trader, int second, decimal notional) => trader.Entered(new TiltEntry(Start.AddSeconds(second), "USD", notional), 1);

    private static void Close(TraderRecord trader, int second, decimal result) => trader.Closed(new TiltTrade(Start.AddSeconds(second), result), 1);

    private static TraderRecord AfterTrade(int milliseconds, string result)
    {
        var trader = Trader();
        Close(trader, 0, D(result));
        trader.Entered(new TiltEntry(Start.AddMilliseconds(milliseconds), "USD", 100m), 1);
        return trader;
    }

    private static TraderRecord Cancelling(int entries, int cancels, int ageMilliseconds)
    {
        var trader = Trader();
        for (var i = 0; i < entries; i++) Enter(trader, i, 100m);
        for (var i = 0; i < cancels; i++) trader.Cancelled(new TiltCancel(Start.AddSeconds(60 + i), TimeSpan.FromMilliseconds(ageMilliseconds)), 1);
        return trader;
    }

    private static decimal Range(TraderRecord trader)
    {
        var sorted = trader.Entries.Select(static entry => entry.NotionalQuote).Order().ToList();
        return At(0.75m) - At(0.25m);

        decimal At(decimal part)
        {
            var place = part * (sorted.Count - 1);
            var below = (int)place;
            return sorted[below] + ((sorted[Math.Min(below + 1, sorted.Count - 1)] - sorted[below]) * (place - below));
        }
    }

    private static decimal D(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
