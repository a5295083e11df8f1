using NUnit.Framework;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Engine.Tilt;

namespace TradingDaemon.Tests.Engine.Tilt;

/// <summary>What anomalies come to: levels, score, the length of a lock, the stages of recovery.</summary>
public sealed class TiltScoreTests
{
    private static readonly DateTimeOffset Now = new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [TestCase(0, 0), TestCase(1, 0), TestCase(2, 1), TestCase(3, 1), TestCase(4, 2), TestCase(5, 2), TestCase(6, 3), TestCase(60, 3)]
    public void LevelOf_SoManyAnomalies(int anomalies, int level) => Assert.That(TiltScore.LevelOf(anomalies, new TiltPolicy()), Is.EqualTo(level));

    [TestCase(1, "1", TiltSignal.OrderBurst, 15), TestCase(2, "2.5", TiltSignal.OrderBurst, 45), TestCase(1, "1", TiltSignal.QuickReentry, 25), TestCase(1, "2", TiltSignal.Martingale, 30), TestCase(9, "10", TiltSignal.OrderBurst, 100)]
    public void Of_TenEachAndFiveAPointOfSeverity(int anomalies, string severity, TiltSignal signal, int score)
    {
        var trader = new TraderRecord(new TraderTilt { Trader = "alpha" });
        trader.Found(new TiltAnomaly(Now - TimeSpan.FromMinutes(31), TiltSignal.OrderBurst, 10m)); // counts no more
        for (var i = 0; i < anomalies; i++) trader.Found(new TiltAnomaly(Now, signal, decimal.Parse(severity, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.That(TiltScore.Of(trader, Now, TimeSpan.FromMinutes(30)), Is.EqualTo(score));
    }

    [TestCase(0, "00:30:00"), TestCase(1, "00:45:00"), TestCase(2, "01:07:30"), TestCase(14, "6.01:57:52"), TestCase(15, "7.00:00:00"), TestCase(100_000, "7.00:00:00")]
    public void LockOf_GrowsByHalfEachTimeUpToTheLongest(int before, string length)
    {
        var lockOf = LockOf(before, TimeSpan.FromDays(1));
        Assert.That(lockOf, Is.EqualTo(TimeSpan.Parse(length, System.Globalization.CultureInfo.InvariantCulture)).Within(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public void LockOf_AMonthAfterTheLast_BeginsAnew() =>
        Assert.That(LockOf(9, TimeSpan.FromDays(31)), Is.EqualTo(TimeSpan.FromMinutes(30)));

    [TestCase(0, 9, "9", "0", "0", "0", false), TestCase(1, 2, "9", "0", "0", "0", false), TestCase(1, 3, "1.5", "1", "4", "1", true), TestCase(1, 3, "1.49", "1", "4", "1", false), TestCase(1, 3, "1.5", "1", "4", "0.99", false)]
    [TestCase(2, 5, "2", "1", "4", "2", true), TestCase(2, 4, "2", "1", "4", "2", false), TestCase(3, 7, "2.5", "1", "4", "3", true), TestCase(3, 7, "2.5", "1", "4", "2.99", false)]
    public void IsStageDone_AsksForTradesProfitAndDebt(int stage, int wins, string profit, string loss, string debt, string paid, bool done)
    {
        var state = new TraderTilt { Trader = "alpha", Stage = stage, StageWins = wins, StageProfit = D(profit), StageLoss = D(loss), Debt = D(debt), DebtPaid = D(paid) };
        Assert.That(TiltScore.IsStageDone(state, new TiltPolicy()), Is.EqualTo(done));
    }

    [TestCase(0, "1"), TestCase(1, "0.25"), TestCase(2, "0.5"), TestCase(3, "0.75"), TestCase(4, "1")]
    public void SizeOf_EachStage(int stage, string size) => Assert.That(TiltScore.SizeOf(stage, new TiltPolicy()), Is.EqualTo(D(size)));

    private static TimeSpan LockOf(int before, TimeSpan ago)
    {
        var state = new TraderTilt { Trader = "alpha", Locks = before, LockedAt = before == 0 ? null : Now - ago };
        return TiltScore.LockOf(3, TiltScore.OccurrenceOf(state, 3, new TiltPolicy(), Now), new TiltPolicy());
    }

    private static decimal D(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
