using NUnit.Framework;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Engine.Tilt;
using TradingDaemon.Gating;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Tilt;

/// <summary>What has to be earned back after a measure of each level, and how entries grow again.</summary>
internal sealed class TiltDebtTests
{
    private static readonly DateTimeOffset Now = new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TiltPolicy Early = new() { NoticeDebtFraction = 0.10m, SmallerDebtFraction = 0.25m };

    [TestCase(1, 0.01), TestCase(2, 0.025), TestCase(3, 0.05)]
    public void After_EachLevel_IsItsPartOfWhatWasLost(int level, decimal debt) => Assert.That(TiltDebt.After(Record((-0.06m, 0), (-0.04m, 60), (0.5m, 90)), level, Early, Now), Is.EqualTo(debt));

    [TestCase(1, null), TestCase(2, null), TestCase(3, 0.05)]
    public void After_AsDelivered_IsMadeByALockAlone(int level, decimal? debt) => Assert.That(TiltDebt.After(Record((-0.1m, 0)), level, new TiltPolicy(), Now), Is.EqualTo(debt));

    [TestCase(1_439, 0.01), TestCase(1_440, 0.01), TestCase(1_441, null)]
    public void After_LossesOfMoreThanADayAgo_AreNone(int minutesAgo, decimal? debt) => Assert.That(TiltDebt.After(Record((-0.1m, minutesAgo)), 1, Early, Now), Is.EqualTo(debt));

    [Test]
    public void After_NothingLost_IsTheLeastDebtWhereALevelMakesOne()
    {
        var policy = Early with { DebtMin = 0.01m, SmallerDebtFraction = 0m };
        Assert.That((TiltDebt.After(Record(), 1, policy, Now), TiltDebt.After(Record(), 2, policy, Now), TiltDebt.After(Record((-0.2m, 0)), 1, policy, Now)), Is.EqualTo(((decimal?)0.01m, (decimal?)null, (decimal?)0.02m)));
        Assert.That(TiltDebt.After(Record(), 3, policy with { LockDebtFraction = 0m }, Now), Is.Zero);
    }

    [Test]
    public void After_WithADebt_TheLargerCounts()
    {
        var record = Record((-0.1m, 0));
        record.Moved(Measure(TiltMove.Noticed) with { Debt = 0.02m }, Now);
        Assert.That((TiltDebt.After(record, 1, Early, Now), TiltDebt.After(record, 2, Early, Now)), Is.EqualTo(((decimal?)null, (decimal?)0.025m)), "less changes nothing");
        record.Moved(Measure(TiltMove.Noticed) with { Debt = 0.2m }, Now);
        record.Closed(new TiltTrade(Now, 0.05m), 9);
        Assert.That(TiltDebt.After(record, 3, Early, Now), Is.EqualTo(0.15m), "What is unpaid outlasts a lock.");
        Assert.That(TiltDebt.After(record, 3, new TiltPolicy(), Now), Is.EqualTo(0.05m), "as before, where no debt is made before a lock");
    }

    [Test]
    public void After_ADebtThatWasPaid_WhatWasLostBeforeIsNone()
    {
        var record = Record((-0.1m, 1));
        record.Moved(Measure(TiltMove.Noticed) with { Debt = 0.01m }, Now);
        record.Closed(new TiltTrade(Now, 0.0099m), 9);
        Assert.That(TiltDebt.IsSettled(record.State), Is.False);
        record.Closed(new TiltTrade(Now, 0.0001m), 10);
        Assert.That(TiltDebt.IsSettled(record.State), Is.True);
        record.Moved(Measure(TiltMove.Settled), Now);
        Assert.That((record.State.Debt, record.State.DebtPaid, TiltDebt.After(record, 1, Early, Now)), Is.EqualTo((0m, 0m, (decimal?)null)));
    }

    [Test]
    public void Look_ADebtOfANotice_IsToldAndShownAndPaidByAProfit_ThroughARestart()
    {
        var bench = Running(Early);
        Lose(bench);
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        var made = bench.Facts.OfType<Fact.TiltMoved>().Single();
        Assert.That((made.Move, made.Debt > 0m), Is.EqualTo((TiltMove.Noticed, true)));
        Assert.That(made.Reason, Does.Contain("of a trade are to be earned back"));
        bench.Trade(SignalKind.Close, TestMarket.Ibm);
        bench.Now += TimeSpan.FromHours(2);
        Requote(bench);
        Assert.That(TiltLines.Of(bench.Engine.Account, bench.Now).Single() is { Level: 0, Anomalies: 0 } line ? line.DebtFraction : 0m, Is.EqualTo(made.Debt), "It is shown while nothing else is held against it.");
        Assert.That(AccountBench.Canonical(bench.Recovered().Capture()), Is.EqualTo(bench.Canonical()));
        Win(bench);
        var settled = bench.Facts.OfType<Fact.TiltMoved>().Last();
        Assert.That((settled.Move, settled.IsMeasure, TiltLines.Of(bench.Engine.Account, bench.Now).Length), Is.EqualTo((TiltMove.Settled, false, 0)));
    }

    [Test]
    public void Look_RecoveringFromTheFirstLevel_EntriesGrowByTheConfiguredStages()
    {
        var stage = new TiltStage(0.2m, 1, 0m, 0m);
        var bench = Running(new TiltPolicy { RecoversFromLevel = 1, Stage1 = stage, Stage2 = stage with { SizeFactor = 0.5m, WinsMin = 2 }, Stage3 = stage with { SizeFactor = 0.9m } });
        Lose(bench);
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        var moved = bench.Facts.OfType<Fact.TiltMoved>().Single();
        Assert.That((moved.Move, moved.RecoversAt, moved.SizeFactor), Is.EqualTo((TiltMove.Noticed, (decimal?)0.2m, 0.2m)));
        bench.Trade(SignalKind.Close, TestMarket.Ibm);
        Assert.That(AccountBench.Canonical(bench.Recovered().Capture()), Is.EqualTo(bench.Canonical()));
        Assert.That(Enumerable.Range(0, 5).Select(_ => Win(bench)), Is.EqualTo(new[] { 2m, 5m, 5m, 9m, 10m }));
        Assert.That(bench.Facts.OfType<Fact.TiltMoved>().Last().Move, Is.EqualTo(TiltMove.Recovered));
    }

    [Test]
    public void Look_ANoticeAmidARecovery_SendsNobodyBack()
    {
        var record = Record();
        record.Moved(Measure(TiltMove.Locked) with { SizeFactor = 0.25m }, Now);
        record.Moved(Measure(TiltMove.Stage) with { SizeFactor = 0.5m }, Now);
        record.Moved(Measure(TiltMove.Noticed), Now);
        Assert.That((record.State.Stage, record.State.StageSizeFactor), Is.EqualTo((2, 0.5m)));
    }

    private static Fact.TiltMoved Measure(TiltMove move) => new(new StrategyId("alpha"), move, 1, Now, 1m, "r");

    private static TraderRecord Record(params (decimal Return, int MinutesAgo)[] trades)
    {
        var record = new TraderRecord(new TraderTilt { Trader = "alpha" });
        foreach (var (fraction, minutes) in trades) record.Closed(new TiltTrade(Now - TimeSpan.FromMinutes(minutes), fraction), 1);
        return record;
    }

    private static AccountBench Running(TiltPolicy policy) =>
        AccountBench.Running(TestMarket.Setup(TestMarket.Spec()) with { Tilt = policy with { SizeVariationMax = 100m, Level2Min = 50, Level3Min = 60 } }, cash: 10_000_000m);

    private static void Lose(AccountBench bench)
    {
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        bench.Trade(SignalKind.Close, TestMarket.Ibm); // pays the spread
    }

    private static decimal Win(AccountBench bench)
    {
        bench.Now += TimeSpan.FromMinutes(10);
        Requote(bench);
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        var size = bench.LastOrder.Terms.Quantity.Base;
        bench.Quote(TestMarket.Ibm, 209.95m, 210.05m);
        bench.Trade(SignalKind.Close, TestMarket.Ibm);
        Requote(bench);
        return size;
    }

    private static void Requote(AccountBench bench)
    {
        bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
        bench.Quote(TestMarket.Eth, 9.995m, 10.005m);
        bench.Quote(TestMarket.Ibm, 199.95m, 200.05m);
    }
}
