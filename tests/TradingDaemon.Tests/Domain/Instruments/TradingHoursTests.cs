using System.Globalization;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Tests.Domain.Instruments;

/// <summary>Hours of the week as written, in their own time zone.</summary>
public sealed class TradingHoursTests
{
    [TestCase("2024-03-03T21:59:59", false), TestCase("2024-03-03T22:00:00", true), TestCase("2024-03-06T03:00:00", true), TestCase("2024-03-08T21:59:59", true), TestCase("2024-03-08T22:00:00", false), TestCase("2024-03-09T12:00:00", false)]
    [TestCase("2024-03-10T20:59:59", false, Description = "Clocks there were put forward that morning."), TestCase("2024-03-10T21:00:00", true)]
    public void Currencies_AreOpenFromSundayToFriday_InNewYork(string utc, bool isOpen) => Assert.That(TradingHours.Currencies.IsOpen(At(utc)), Is.EqualTo(isOpen));

    [TestCase("2024-03-01T14:29:59", false), TestCase("2024-03-01T14:30:00", true), TestCase("2024-03-01T20:59:59", true), TestCase("2024-03-01T21:00:00", false), TestCase("2024-03-02T15:00:00", false), TestCase("2024-03-11T13:30:00", true)]
    public void NewYork_IsOpenOnWeekdays_FromBellToBell(string utc, bool isOpen) => Assert.That(TradingHours.NewYork.IsOpen(At(utc)), Is.EqualTo(isOpen));

    [TestCase("2024-03-02T03:00:00"), TestCase("2024-03-03T00:00:00"), TestCase("2024-12-31T23:59:59")]
    public void Always_IsNeverClosed(string utc) => Assert.That((TradingHours.Always.IsOpen(At(utc)), TradingHours.UsualFor(AssetClass.Crypto)), Is.EqualTo((true, TradingHours.Always)));

    [TestCase("UTC Mon-Tue 09:00-12:00, Thu 13:00-24:00", "2024-03-05T11:59:59", true), TestCase("UTC Mon-Tue 09:00-12:00, Thu 13:00-24:00", "2024-03-06T10:00:00", false), TestCase("UTC Mon-Tue 09:00-12:00, Thu 13:00-24:00", "2024-03-07T23:59:59", true)]
    [TestCase("UTC Fri 22:00-Mon 06:00", "2024-03-03T12:00:00", true), TestCase("UTC Fri 22:00-Mon 06:00", "2024-03-04T06:00:00", false), TestCase("UTC Sat-Mon 10:00-11:00", "2024-03-03T10:30:00", true)]
    public void TryParse_OfSpans_IsWhatIsWritten(string text, string utc, bool isOpen)
    {
        var hours = TradingHours.TryParse(text)!;
        Assert.That((hours.IsOpen(At(utc)), hours.ToString(), hours), Is.EqualTo((isOpen, text, TradingHours.TryParse(text))));
    }

    [TestCase(""), TestCase("never"), TestCase("UTC"), TestCase("UTC "), TestCase("Mars/Olympus Mon-Fri 09:00-12:00"), TestCase("UTC Mon-Fri 12:00-09:00"), TestCase("UTC Mon-Fri 09:00-24:01"), TestCase("UTC Mon-Fri 09:60-12:00")]
    [TestCase("UTC Mon-Fri 9:00-12:00"), TestCase("UTC Mon-Fry 09:00-12:00"), TestCase("UTC Mon-Fri 09:00-12:00;"), TestCase("UTC Mon-Fri 09:00-12:00, ")]
    public void TryParse_OfAnythingElse_IsNull(string text) => Assert.That(TradingHours.TryParse(text), Is.Null);

    [TestCase("2026-11-27T14:29:59", false), TestCase("2026-11-27T14:30:00", true), TestCase("2026-11-27T17:59:59", true), TestCase("2026-11-27T18:00:00", false), TestCase("2026-11-27T18:01:00", false), TestCase("2026-11-27T20:59:59", false)]
    [TestCase("2026-11-25T18:00:00", true, Description = "The day before is as ever."), TestCase("2026-12-25T15:00:00", false), TestCase("2026-12-24T20:59:59", true), TestCase("2026-12-28T14:30:00", true)]
    public void With_AnEarlyCloseAndAHoliday_IsClosedFromThatMinuteOn(string utc, bool isOpen) => Assert.That(Excepted.IsOpen(At(utc)), Is.EqualTo(isOpen));

    [Test]
    public void With_AHoliday_LastsFromMidnightToMidnight_InItsOwnZone()
    {
        var hours = TradingHours.Currencies.With(["2026-12-25"], [])!; // a Friday
        Assert.That(new[] { "2026-12-25T04:59:59", "2026-12-25T05:00:00", "2026-12-25T21:59:59" }.Select(at => (hours.IsOpen(At(at)), hours.IsException(At(at)))), Is.EqualTo(new[] { (true, false), (false, true), (false, true) }));
    }

    [Test]
    public void With_Exceptions_SaysThem_AndIsAnother()
    {
        Assert.That((Excepted.ToString(), Excepted == TradingHours.NewYork, TradingHours.NewYork.With([], [])), Is.EqualTo(("America/New_York Mon-Fri 09:30-16:00, never on 2026-12-25, until 13:00 on 2026-11-27", false, TradingHours.NewYork)));
        Assert.That((Excepted.IsException(At("2026-11-27T18:00:00")), Excepted.IsException(At("2026-11-27T17:59:59")), Excepted.IsException(At("2026-11-28T15:00:00"))), Is.EqualTo((true, false, false)), "a weekend is no exception");
    }

    [TestCase("2026-02-30", null), TestCase("2026-12-5", null), TestCase("25.12.2026", null), TestCase(null, "2026-11-27"), TestCase(null, "2026-11-27 24:00"), TestCase(null, "2026-11-27 9:30"), TestCase("2026-11-27", "2026-11-27 13:00")]
    public void With_WhatIsNoDay_OrADayTwice_IsNull(string? holiday, string? earlyClose) => Assert.That(TradingHours.NewYork.With(holiday is null ? [] : [holiday], earlyClose is null ? [] : [earlyClose]), Is.Null);

    [TestCase("2026-11-27 09:30", false), TestCase("2026-11-27 09:31", true), TestCase("2026-11-27 15:59", true), TestCase("2026-11-27 16:00", false), TestCase("2026-11-28 13:00", false), TestCase("2026-11-31 13:00", false), TestCase("2026-11-27 00:00", false)]
    public void IsShortenedBy_OnlyATimeBetweenOpeningAndClose_IsTrue(string earlyClose, bool expected) => Assert.That(TradingHours.NewYork.IsShortenedBy(earlyClose), Is.EqualTo(expected));

    private static TradingHours Excepted { get; } = TradingHours.NewYork.With(["2026-12-25"], ["2026-11-27 13:00"])!;

    private static DateTimeOffset At(string utc) => DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
