using NUnit.Framework;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Engine.Tilt;
using TradingDaemon.Engine.Tilt.Detectors;

namespace TradingDaemon.Tests.Engine.Tilt;

/// <summary>Detectors of habits, which are off until their number is set: at the limit, beside it, with too little known, and off.</summary>
internal sealed class HabitDetectorTests
{
    private static readonly DateTimeOffset Start = new(2024, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TiltPolicy Set = new() { HourShareMin = 0.02m, LowPaceRatio = 0.2m, InactivityMax = TimeSpan.FromMinutes(30) };

    /// <summary>Hours of the morning, ten a day, and so many of a hundred at three in the afternoon.</summary>
    [TestCase(100, 0, true), TestCase(100, 1, true), TestCase(100, 2, false), TestCase(100, 3, false), TestCase(99, 0, false)]
    public void UnusualHour_BelowItsShareOfTheTradersOwnHours(int hours, int alike, bool finds)
    {
        var trader = Trader();
        for (var i = 0; i < hours; i++) Enter(trader, Start.AddDays(i / 10).AddHours(i < alike * 10 && i % 10 == 9 ? 15 : i % 10));
        Enter(trader, Start.AddDays(hours / 10).AddHours(15));
        AssertFinds(trader, TiltSignal.UnusualHour, finds);
        Enter(trader, Start.AddDays(hours / 10).AddHours(15).AddMinutes(1));
        AssertFinds(trader, TiltSignal.UnusualHour, finds: false); // the hour was told of
    }

    [Test]
    public void UnusualHour_OfAPastTooOld_TellsNothing()
    {
        var trader = Trader();
        for (var i = 0; i < 100; i++) Enter(trader, Start.AddDays(i / 10).AddHours(i % 10));
        Enter(trader, Start.AddDays(60).AddHours(15));
        AssertFinds(trader, TiltSignal.UnusualHour, finds: false);
    }

    /// <summary>Ten entries an hour in the median: two are a fifth of them.</summary>
    [TestCase(100, 1, true), TestCase(100, 2, false), TestCase(100, 3, false), TestCase(99, 1, false)]
    public void LowPace_BelowAFifthOfTheMedian(int hours, int lately, bool finds)
    {
        var trader = Trader();
        for (var hour = 0; hour < hours; hour++)
            for (var i = 0; i < (hour % 3) switch { 0 => 8, 1 => 10, _ => 12 }; i++) Enter(trader, Start.AddHours(hour).AddSeconds(i));
        for (var i = 0; i < lately; i++) Enter(trader, Start.AddHours(hours).AddSeconds(i));
        AssertFinds(trader, TiltSignal.LowPace, finds: false); // that hour goes on
        Enter(trader, Start.AddHours(hours + 1));
        AssertFinds(trader, TiltSignal.LowPace, finds);
    }

    [TestCase(1_799_999, false), TestCase(1_800_000, false), TestCase(1_800_001, true)]
    public void Inactivity_LongerThanItsLimit(int milliseconds, bool finds)
    {
        var trader = Trader();
        Enter(trader, Start);
        AssertFinds(trader, TiltSignal.Inactivity, finds: false); // nothing to be longer after
        Enter(trader, Start.AddMilliseconds(milliseconds));
        AssertFinds(trader, TiltSignal.Inactivity, finds);
    }

    private static TraderRecord Trader() => new(new TraderTilt { Trader = "alpha" });

    private static void Enter(TraderRecord trader, DateTimeOffset at) => trader.Entered(new TiltEntry(at, "USD", 100m), 1);

    private static void AssertFinds(TraderRecord trader, TiltSignal signal, bool finds)
    {
        var detector = TiltDetectors.All.Single(detector => detector.Id == signal);
        var finding = detector.Judge(trader, Set);
        Assert.That(finding is not null, Is.EqualTo(finds), finding?.Detail);
        if (finding is { } found) Assert.That(found.Severity, Is.InRange(1m, 10m));
        Assert.That(detector.Judge(trader, new TiltPolicy()), Is.Null, "Off unless set.");
    }
}
