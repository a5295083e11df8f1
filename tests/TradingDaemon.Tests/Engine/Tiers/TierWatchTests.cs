using System.Globalization;
using NUnit.Framework;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Tiers;

/// <summary>Findings of tilt that count more often: in each phase, so near to the next tier, and not at all unless written.</summary>
internal sealed class TierWatchTests
{
    private static readonly TierWatch Watch = new() { First = 3m, Second = 2.5m, Third = 2m, Fourth = 1.5m, Near = 1.5m, Nearer = 2m, Nearest = 3m };
    private static readonly TiltPolicy Policy = new() { BurstEntries = 2 };

    [TestCase("0.8999", "1"), TestCase("0.9", "1.5"), TestCase("0.9499", "1.5"), TestCase("0.95", "2"), TestCase("0.9799", "2"), TestCase("0.98", "3"), TestCase("1.2", "3"), TestCase(null, "3")]
    public void NearNext_FromEachPartOn(string? part, string expected) =>
        Assert.That((Watch.NearNext(part is null ? null : D(part)), new TierWatch().NearNext(part is null ? null : D(part))), Is.EqualTo((D(expected), 1m)));

    [TestCase(0, 1, "3"), TestCase(719, 1, "3"), TestCase(720, 2, "2.5"), TestCase(1_440, 3, "2"), TestCase(2_879, 4, "1.5"), TestCase(2_880, null, "1")]
    public void InPhase_OfTwelveHoursEach(int minutes, int? phase, string expected)
    {
        var phases = new TierAdjustment { Phase = TimeSpan.FromHours(12) };
        Assert.That((phases.PhaseAt(TimeSpan.FromMinutes(minutes)), Watch.InPhase(phase)), Is.EqualTo((phase, D(expected))));
        Assert.That((new TierAdjustment().PhaseAt(TimeSpan.FromMinutes(minutes)), new TierWatch().InPhase(phase)), Is.EqualTo(((int?)null, 1m)), "Neither without configuration.");
    }

    /// <summary>Equity is 100,000: 98 % of 102,000, and not of 102,050.</summary>
    [TestCase(102_000, "3"), TestCase(102_050, "2"), TestCase(105_000, "2"), TestCase(111_000, "1.5"), TestCase(112_000, "1")]
    public void Weight_IsOfEquityAgainstTheNextTier(int begins, string expected)
    {
        var bench = AccountBench.Running(TestMarket.SetupOf(TestMarket.Tier("low", 0m) with { Watch = Watch }, TestMarket.Tier("high", begins)));
        Assert.That(bench.Engine.Account.TiltWeight(bench.Now), Is.EqualTo(D(expected)));
    }

    [Test]
    public void Weight_InTheHighestTier_HasNothingToBeNearTo()
    {
        var bench = AccountBench.Running(TestMarket.SetupOf(TestMarket.Tier("only", 0m) with { Watch = Watch }));
        Assert.That(bench.Engine.Account.TiltWeight(bench.Now), Is.EqualTo(1m));
    }

    [Test]
    public void AFinding_NearTheNextTier_IsAnsweredSooner_AndTheFactSaysWhy()
    {
        var near = Tempted(Watch, 102_000m);
        Burst(near);
        var moved = near.Facts.OfType<Fact.TiltMoved>().Single();
        Assert.That((near.Facts.OfType<Fact.TiltFound>().Count(), moved.Move), Is.EqualTo((1, TiltMove.Noticed)), "One finding counts three times; two are level 1.");
        Assert.That(moved.Reason, Does.Contain("1 anomalies within 00:30:00, each counted 3 times in low"));
        foreach (var bench in new[] { Tempted(new TierWatch(), 102_000m), Tempted(Watch, 112_000m) })
        {
            Burst(bench);
            Assert.That((bench.Facts.OfType<Fact.TiltFound>().Count(), bench.Facts.OfType<Fact.TiltMoved>().Count()), Is.EqualTo((1, 0)));
        }
    }

    [Test]
    public void AFinding_InTheFirstPhase_CountsThreeTimes_AndAfterTheFourthOnce()
    {
        var bench = Risen();
        Burst(bench);
        Assert.That(bench.Facts.OfType<Fact.TiltMoved>().Single().Reason, Does.Contain("each counted 3 times in high"));
        Assert.That(AccountBench.Canonical(bench.Recovered().Capture()), Is.EqualTo(bench.Canonical()), "A restart counts the same.");
        var later = Risen();
        later.Clock(TimeSpan.FromHours(48));
        Burst(later);
        Assert.That((later.Facts.OfType<Fact.TiltFound>().Count(), later.Facts.OfType<Fact.TiltMoved>().Count()), Is.EqualTo((1, 0)));
    }

    private static AccountBench Tempted(TierWatch watch, decimal begins) =>
        AccountBench.Running(TestMarket.SetupOf(TestMarket.Tier("low", 0m, TestMarket.Spec()) with { Watch = watch }, TestMarket.Tier("high", begins)) with { Tilt = Policy });

    private static AccountBench Risen()
    {
        var high = TestMarket.Tier("high", 101_000m, TestMarket.Spec()) with { Watch = Watch, Adjustment = new TierAdjustment { Phase = TimeSpan.FromHours(12), First = 1m } };
        var bench = AccountBench.Running(TestMarket.SetupOf(TestMarket.Tier("low", 0m, TestMarket.Spec()), high) with { Tilt = Policy });
        bench.Engine.Account.Log.Emit(new Fact.CashMoved("USD", 5_000m, "deposit") { Venue = "simulated" }, bench.Now);
        bench.Clock(TimeSpan.FromSeconds(2));
        Assert.That(bench.Books.Tier, Is.EqualTo("high"));
        return bench;
    }

    private static void Burst(AccountBench bench)
    {
        for (var i = 0; i < 2; i++)
        {
            bench.Quote(TestMarket.Ibm, 199.95m, 200.05m);
            bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        }
    }

    private static decimal D(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
