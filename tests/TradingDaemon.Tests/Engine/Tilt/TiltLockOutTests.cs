using System.Globalization;
using NUnit.Framework;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Engine.Tilt;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Tilt;

/// <summary>Lock-outs of each level with a base of its own, longer each further time: off unless they are written.</summary>
internal sealed class TiltLockOutTests
{
    private static readonly DateTimeOffset Now = new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TiltPolicy Graduated = new() { NoticeLockFor = TimeSpan.FromMinutes(5), SmallerLockFor = TimeSpan.FromMinutes(30), LockFor = TimeSpan.FromHours(24) };

    [TestCase(1, 1, "00:05:00"), TestCase(1, 2, "00:07:30"), TestCase(1, 3, "00:11:15"), TestCase(1, 20, "7.00:00:00"), TestCase(2, 1, "00:30:00"), TestCase(2, 2, "00:45:00"), TestCase(3, 1, "1.00:00:00"), TestCase(3, 5, "5.01:30:00"), TestCase(3, 6, "7.00:00:00")]
    public void LockOf_OfEachLevel_IsItsBaseAndHalfAsLongAgainEachTime(int level, int occurrence, string length) =>
        Assert.That(TiltScore.LockOf(level, occurrence, Graduated), Is.EqualTo(TimeSpan.Parse(length, CultureInfo.InvariantCulture)));

    [TestCase(1, "00:00:00"), TestCase(2, "00:00:00"), TestCase(3, "00:30:00")]
    public void LockOf_AsDelivered_IsOfLevelThreeAlone(int level, string length) => Assert.That(TiltScore.LockOf(level, 1, new TiltPolicy()), Is.EqualTo(TimeSpan.Parse(length, CultureInfo.InvariantCulture)));

    [TestCase(1, 30, 3), TestCase(2, 30, 5), TestCase(3, 30, 9), TestCase(1, 31, 1), TestCase(2, 31, 1), TestCase(3, 31, 1)]
    public void OccurrenceOf_EachLevel_CountsItsOwnAndBeginsAnewAMonthLater(int level, int days, int occurrence)
    {
        var (before, policy) = (Now - TimeSpan.FromDays(days), new TiltPolicy());
        var state = new TraderTilt { Trader = "alpha", NoticeLocks = new TiltLockRun(2, before), SmallerLocks = new TiltLockRun(4, before), Locks = 8, LockedAt = before };
        Assert.That((TiltScore.OccurrenceOf(state, level, policy, Now), TiltScore.OccurrenceOf(new TraderTilt { Trader = "alpha" }, level, policy, Now)), Is.EqualTo((occurrence, 1)));
        Assert.That(TiltScore.OccurrenceOf(state, level, policy with { LockRunAge = TimeSpan.FromDays(days) }, Now) > 1, Is.True, "exactly so long after the last is still in a row");
    }

    [Test]
    public void Measure_WithoutTheNewKeys_IsAsBefore()
    {
        var (one, two, three) = (Noticed(new TiltPolicy()), Found(2), Found(3));
        Assert.That((one.Move, one.LockedUntil, one.Occurrence, one.Debt, one.RecoversAt), Is.EqualTo((TiltMove.Noticed, (DateTimeOffset?)null, (int?)null, (decimal?)null, (decimal?)null)));
        Assert.That((two.Move, two.LockedUntil, two.Occurrence, two.Debt, two.RecoversAt), Is.EqualTo((TiltMove.Halved, (DateTimeOffset?)null, (int?)null, (decimal?)null, (decimal?)null)));
        Assert.That((three.Move, three.LockedUntil, three.SizeFactor, three.Debt > 0m), Is.EqualTo((TiltMove.Locked, (DateTimeOffset?)null, 0.25m, true)));

        static Fact.TiltMoved Found(int level)
        {
            var bench = Running(new TiltPolicy { Level1Min = 1, Level2Min = 2, Level3Min = level == 3 ? 2 : 60 });
            Lose(bench);
            Buy(bench);
            return bench.Facts.OfType<Fact.TiltMoved>().Last();
        }
    }

    [Test]
    public void AtLevelOne_NothingIsEnteredForItsLockOut_AndForLongerTheNextTime_ThroughRestarts()
    {
        var bench = Running(Graduated with { Level2Min = 50, Level3Min = 60 });
        Lose(bench);
        Buy(bench);
        var first = bench.Facts.OfType<Fact.TiltMoved>().Single();
        Assert.That((first.Move, first.LockedUntil - bench.Now, first.Occurrence), Is.EqualTo((TiltMove.Noticed, (TimeSpan?)TimeSpan.FromMinutes(5), (int?)1)));
        Assert.That(Buy(bench), Is.EqualTo((RiskRule?)RiskRule.Tilt));
        Assert.That(bench.Refusals.Last().Detail, Does.Contain($"{first.LockedUntil:O}").And.Contain("lock-out 1 of this level"));
        bench.Trade(SignalKind.Close, TestMarket.Ibm);
        Assert.That(bench.Net(TestMarket.Ibm), Is.Zero, "An exit passes.");
        To(bench, first.LockedUntil!.Value.AddTicks(-1));
        Assert.That(Buy(bench), Is.EqualTo((RiskRule?)RiskRule.Tilt));
        var again = new AccountBench(bench.Setup, bench.Recovered().Capture()) { Now = bench.Now };
        Assert.That(again.Canonical(), Is.EqualTo(bench.Canonical()));
        Requote(again);
        Assert.That(Buy(again), Is.EqualTo((RiskRule?)RiskRule.Tilt), "A restart forgets no lock-out.");
        To(bench, first.LockedUntil.Value);
        Lose(bench);
        Assert.That(Buy(bench), Is.Null, "It is over.");
        var second = bench.Facts.OfType<Fact.TiltMoved>().Last();
        Assert.That((second.Move, second.LockedUntil - bench.Now, second.Occurrence), Is.EqualTo((TiltMove.Noticed, (TimeSpan?)TimeSpan.FromMinutes(7.5), (int?)2)));
    }

    [Test]
    public void AtLevelTwo_TheLockOutStandsAtThatLevel_AndEntriesAreSmallerAfterIt()
    {
        var bench = Running(Graduated with { Level1Min = 1, Level2Min = 2, Level3Min = 60, SmallerFor = TimeSpan.FromHours(2) });
        Lose(bench);
        Buy(bench);
        var moved = bench.Facts.OfType<Fact.TiltMoved>().Single();
        var state = bench.Books.Gauges.Tilts.Of(AccountBench.Alpha)!.State;
        Assert.That((moved.Move, moved.LockedUntil - bench.Now, TiltScore.StandingOf(state, bench.Now)), Is.EqualTo((TiltMove.Halved, (TimeSpan?)TimeSpan.FromMinutes(30), 2)));
        bench.Trade(SignalKind.Close, TestMarket.Ibm);
        To(bench, moved.LockedUntil!.Value);
        Assert.That((Buy(bench), bench.LastOrder.Terms.Quantity.Base), Is.EqualTo(((RiskRule?)null, 5m)));
    }

    [Test]
    public void Moved_AStrongerMeasureDuringALongerLockOut_EndsNothingSooner()
    {
        var record = new TraderRecord(new TraderTilt { Trader = "alpha" });
        record.Moved(Measure(TiltMove.Noticed) with { LockedUntil = Now + TimeSpan.FromHours(2), Occurrence = 9 }, Now);
        Assert.That(TiltScore.StandingOf(record.State, Now), Is.EqualTo(1));
        record.Moved(Measure(TiltMove.Halved) with { LockedUntil = Now + TimeSpan.FromMinutes(30), Occurrence = 1 }, Now);
        Assert.That((record.State.LockedUntil, TiltScore.StandingOf(record.State, Now), record.State.NoticeLocks!.Count, record.State.SmallerLocks!.Count), Is.EqualTo(((DateTimeOffset?)(Now + TimeSpan.FromHours(2)), 2, 9, 1)));
        record.Moved(Measure(TiltMove.Break) with { Until = Now + TimeSpan.FromMinutes(1) }, Now);
        Assert.That((record.State.LockedUntil, TiltScore.StandingOf(record.State, Now)), Is.EqualTo(((DateTimeOffset?)(Now + TimeSpan.FromHours(2)), 3)));
    }

    /// <summary>What a version wrote that knew one lock and one table of stages.</summary>
    [Test]
    public void Moved_AsAnOlderVersionToldIt_IsWhatItWas()
    {
        var record = new TraderRecord(new TraderTilt { Trader = "alpha", Locks = 2, LockedAt = Now - TimeSpan.FromDays(2) });
        record.Closed(new TiltTrade(Now, -0.04m), 1);
        record.Moved(new Fact.TiltMoved(new StrategyId("alpha"), TiltMove.Locked, 70, Now + TimeSpan.FromHours(1), 0.25m, "r"), Now);
        Assert.That((record.State.Locks, record.State.Debt, record.State.Stage, TiltScore.StandingOf(record.State, Now)), Is.EqualTo((3, 0.02m, 1, 3)));
        var remembered = record.Capture() with { LockLevel = 0, StageSizeFactor = null, Stage = 2 };
        var book = new TiltBook(TestMarket.Catalog, [remembered]);
        Assert.That((TiltScore.StandingOf(remembered, Now), book.SizeFactor(AccountBench.Alpha, Now)), Is.EqualTo((3, 0.5m)));
    }

    [TestCase(2, 0), TestCase(3, 1), TestCase(4, 1), TestCase(5, 2), TestCase(6, 2), TestCase(7, 3)]
    public void LevelOf_ByATiersOwnNumbers(int anomalies, int level) =>
        Assert.That(TiltScore.LevelOf(anomalies, new TiltPolicy(), new TierWatch { Level1Min = 3, Level2Min = 5, Level3Min = 7 }), Is.EqualTo(level));

    [Test]
    public void Look_InATierWithItsOwnNumbers_GoesByThem()
    {
        var tier = TestMarket.Tier("only", 0m, TestMarket.Spec()) with { Watch = new TierWatch { Level1Min = 3 } };
        var bench = AccountBench.Running(TestMarket.SetupOf(tier) with { Tilt = new TiltPolicy() }, cash: 10_000_000m);
        Lose(bench);
        Buy(bench);
        Assert.That((bench.Facts.OfType<Fact.TiltFound>().Count(), bench.Facts.OfType<Fact.TiltMoved>().Any()), Is.EqualTo((2, false)), "Two are level 1 elsewhere.");
    }

    private static Fact.TiltMoved Noticed(TiltPolicy policy)
    {
        var bench = Running(policy);
        Lose(bench);
        Assert.That(Buy(bench), Is.Null);
        bench.Trade(SignalKind.Close, TestMarket.Ibm);
        Assert.That(Buy(bench), Is.Null, "A notice keeps nothing out.");
        return bench.Facts.OfType<Fact.TiltMoved>().First();
    }

    private static Fact.TiltMoved Measure(TiltMove move) => new(new StrategyId("alpha"), move, 1, Now, 1m, "r");

    private static AccountBench Running(TiltPolicy policy) =>
        AccountBench.Running(TestMarket.Setup(TestMarket.Spec()) with { Tilt = policy with { SizeVariationMax = 100m } }, cash: 10_000_000m);

    private static void Lose(AccountBench bench)
    {
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        bench.Trade(SignalKind.Close, TestMarket.Ibm); // pays the spread
    }

    private static RiskRule? Buy(AccountBench bench)
    {
        var (orders, refused) = (bench.Orders.Count, bench.Refusals.Count());
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        if (bench.Orders.Count == orders) return bench.Refusals.Count() > refused ? bench.Refusals.Last().Rule : throw new AssertionException("Neither an order nor a row.");
        bench.Fill(bench.LastOrder);
        return null;
    }

    private static void To(AccountBench bench, DateTimeOffset at)
    {
        bench.Now = at;
        Requote(bench);
    }

    private static void Requote(AccountBench bench)
    {
        bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
        bench.Quote(TestMarket.Eth, 9.995m, 10.005m);
        bench.Quote(TestMarket.Ibm, 199.95m, 200.05m);
    }
}
