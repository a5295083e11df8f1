using NUnit.Framework;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Alerts.Delivery;

namespace TradingDaemon.Tests.Operations.Alerts.Delivery;

public sealed class NoticeCapTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>However notices come, no minute and no day has more of them than it may, and half of both is there for critical ones.</summary>
    [Test]
    public void Admits_AnySequence_KeepsBothCaps([Values(1, 2, 3, 4, 5)] int seed)
    {
        TestContext.Out.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var (minuteMax, dayMax) = (random.Next(2, 12), random.Next(2, 300));
        var cap = new NoticeCap(minuteMax, dayMax);
        var admitted = new List<(DateTimeOffset At, AlertSeverity Severity)>();
        var now = Start;
        for (var i = 0; i < 20_000; i++)
        {
            now += TimeSpan.FromSeconds(random.Next(0, 20));
            var severity = (AlertSeverity)random.Next(1, 4);
            if (cap.Admits(severity, now)) admitted.Add((now, severity));
        }

        static bool IsLesser((DateTimeOffset At, AlertSeverity Severity) one) => one.Severity < AlertSeverity.Critical;
        var minutes = admitted.GroupBy(static one => one.At.UtcTicks / TimeSpan.TicksPerMinute).ToList();
        var days = admitted.GroupBy(static one => one.At.UtcTicks / TimeSpan.TicksPerDay).ToList();
        Assert.That(minutes.Max(static minute => minute.Count()), Is.LessThanOrEqualTo(minuteMax));
        Assert.That(minutes.Max(static minute => minute.Count(IsLesser)), Is.LessThanOrEqualTo(minuteMax / 2));
        Assert.That(days.Max(static day => day.Count()), Is.LessThanOrEqualTo(dayMax));
        Assert.That(days.Max(static day => day.Count(IsLesser)), Is.LessThanOrEqualTo(dayMax / 2));
    }

    [Test]
    public void IsDaySpent_UntilMidnight()
    {
        var cap = new NoticeCap(10, 4);
        Assert.That(new[] { cap.Admits(AlertSeverity.Info, Start), cap.IsDaySpent(Start), cap.Admits(AlertSeverity.Info, Start), cap.IsDaySpent(Start), cap.Admits(AlertSeverity.Warning, Start), cap.Admits(AlertSeverity.Critical, Start), cap.IsDaySpent(Start.AddHours(12)) },
            Is.EqualTo(new[] { true, false, true, true, false, true, false }));
    }
}
