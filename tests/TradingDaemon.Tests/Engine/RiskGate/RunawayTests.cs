using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.RiskGate;

/// <summary>A strategy gone mad and a venue that refuses everything are both stopped, and neither keeps a position in.</summary>
public sealed class RunawayTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMicroseconds(10); // a hundred thousand a second

    [Test]
    public void OrderRate_AHundredThousandProposalsASecond_SendsItsRateAndTripsTheBreakerAtOnce()
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec(), TestMarket.Spec("beta")), cash: 10_000_000m);
        var (start, trippedAt) = (bench.Now, (TimeSpan?)null);
        for (var i = 0; i < 100_000; i++)
        {
            Propose(bench, "alpha");
            trippedAt ??= bench.Books.Conditions.ContainsKey("alpha") ? bench.Now - start : null;
            bench.Now += Tick;
        }

        Assert.That(bench.Orders, Has.Count.EqualTo(new RiskLimits().StrategyOrdersPerSecondMax));
        TestContext.Out.WriteLine($"{bench.Orders.Count} orders of 100,000 proposals, the breaker after {trippedAt}");
        Assert.That(trippedAt, Is.LessThanOrEqualTo(TimeSpan.FromMilliseconds(100)));
        var fact = bench.Facts.OfType<Fact.StrategyMoved>().Single();
        Assert.That((fact.Strategy, fact.Condition, fact.Reason), Is.EqualTo((AccountBench.Alpha, StrategyCondition.Disabled, "A runaway: it wanted 10 times as many orders within a second as it may send.")));
        bench.Now += TimeSpan.FromSeconds(2);
        bench.Quote(TestMarket.Ibm, 199.95m, 200.05m);
        Propose(bench, "alpha");
        Assert.That(bench.Refusals.Last().Rule, Is.EqualTo(RiskRule.StrategyEnabled), "Off until an operator acts.");
        var before = bench.Orders.Count;
        Propose(bench, "beta");
        Assert.That(bench.Orders, Has.Count.EqualTo(before + 1), "The others go on.");
        bench.Command(new Command.StrategyChanged(AccountBench.Alpha, StrategyCondition.Running, "An operator looked."));
        Propose(bench, "alpha");
        Assert.That(bench.Orders, Has.Count.EqualTo(before + 2));
    }

    /// <summary>Ten seconds, fills at once: in no second more than the rate, in none less than it allows.</summary>
    [Test]
    public void OrderRate_InAnySecond_IsNeverMoreThanTheLimit([Values(1, 2)] int seed)
    {
        var random = new Random(seed);
        var limits = new RiskLimits { StrategyOrdersPerSecondMax = 7, AccountOrdersPerSecondMax = 11 };
        var bench = AccountBench.Running(TestMarket.Setup(limits, TestMarket.Spec(), TestMarket.Spec("beta"), TestMarket.Spec("gamma")), cash: 10_000_000m);
        var sent = new List<(DateTimeOffset At, StrategyId Strategy)>();
        for (var end = bench.Now.AddSeconds(10); bench.Now < end; bench.Now += TimeSpan.FromMilliseconds(random.Next(1, 60)))
        {
            var before = bench.Orders.Count;
            Propose(bench, random.Next(3) switch { 0 => "alpha", 1 => "beta", _ => "gamma" });
            if (bench.Orders.Count > before) sent.Add((bench.Now, bench.LastOrder.Strategy));
        }

        foreach (var (at, strategy) in sent)
        {
            var window = sent.Where(other => other.At > at - TimeSpan.FromSeconds(1) && other.At <= at).ToList();
            Assert.That((window.Count, window.Count(other => other.Strategy == strategy)), Is.LessThanOrEqualTo((11, 7)), $"seed {seed}, {at:O}");
            Assert.That(window.Count(other => other.Strategy == strategy), Is.LessThanOrEqualTo(7), $"seed {seed}, {at:O}");
        }

        Assert.That(sent, Has.Count.InRange(100, 121), "All it may, no more.");
        Assert.That(bench.Books.Conditions, Is.Empty, "Busy is not mad.");
    }

    [Test]
    public void OrderRate_OfExits_NeverHoldsBackAndCountsAgainstEntries()
    {
        var limits = new RiskLimits { StrategyOrdersPerSecondMax = 1, AccountOrdersPerSecondMax = 2 };
        var bench = AccountBench.Running(TestMarket.Setup(limits));
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        bench.Trade(SignalKind.Close, TestMarket.Ibm);
        bench.Signal(SignalKind.Buy, TestMarket.Btc, quantity: 1m);
        Assert.That((bench.Refusals.Single().Rule, bench.Refusals.Single().Limit, bench.Refusals.Single().Asked), Is.EqualTo((RiskRule.OrderRate, 1m, 3m)));
        bench.Clock(TimeSpan.FromSeconds(1));
        bench.Trade(SignalKind.Buy, TestMarket.Btc, quantity: 1m);
        for (var i = 0; i < 5; i++)
        {
            bench.Signal(SignalKind.Close, TestMarket.Btc);
            bench.Report(new VenueEvent.CancelDone(bench.LastOrder.ClientOrderId, "met nothing", bench.Now));
        }

        Assert.That(bench.Orders.Count(static order => order.Intent.IsReduceOnly), Is.EqualTo(6));
    }

    [Test]
    public void OrderRate_OfAllTogether_IsTheAccounts()
    {
        var bench = AccountBench.Running(TestMarket.Setup(new RiskLimits { AccountOrdersPerSecondMax = 2 }, TestMarket.Spec(), TestMarket.Spec("beta"), TestMarket.Spec("gamma")));
        foreach (var strategy in new[] { "alpha", "beta", "gamma" }) bench.Signal(SignalKind.Buy, TestMarket.Ibm, strategy, 1m);
        Assert.That((bench.Orders.Count, bench.Refusals.Single().Rule, bench.Refusals.Single().Limit), Is.EqualTo((2, RiskRule.OrderRate, 2m)));
    }

    /// <summary>Three tries, then nothing more on the instrument, and somebody is paged.</summary>
    [Test]
    public void RejectLoop_AVenueThatRefusesEveryExit_IsAskedThreeTimes()
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        for (var i = 0; i < 1_000; i++)
        {
            var before = bench.Orders.Count;
            bench.Signal(SignalKind.Close, TestMarket.Ibm);
            if (bench.Orders.Count > before) Refuse(bench);
            bench.Now += TimeSpan.FromMilliseconds(1);
        }

        Assert.That((bench.Orders.Count, bench.Refusals.Last().Rule), Is.EqualTo((4, RiskRule.RejectLoop)), "One entry, three exits.");
        var found = bench.Breaks.Single();
        Assert.That((found.Subject, found.Ours), Is.EqualTo(("orders on IBM", "Sell 10 wanted")));
        Assert.That(found.Theirs, Does.StartWith("refused 3 in a row, the last one Other: no"));
        bench.Signal(SignalKind.Buy, TestMarket.Btc, quantity: 1m);
        Assert.That(bench.LastOrder.Symbol.Text, Is.EqualTo("BTC/USD"), "Other instruments trade on.");
    }

    /// <summary>Bug: at a venue that refuses what finds nothing at its price, where others let it expire, three exits that the market outran kept the fourth back for a minute.</summary>
    [Test]
    public void RejectLoop_ExitsThatFindNothingAtTheirPrice_KeepTheNextBackForASecondAlone()
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        for (var i = 0; i < 4; i++)
        {
            bench.Signal(SignalKind.Close, TestMarket.Ibm);
            bench.Report(new VenueEvent.Refused(bench.LastOrder.ClientOrderId, VenueRefusal.NoLiquidity, "The rate has moved.", bench.Now));
            bench.Now += i == 2 ? TimeSpan.FromSeconds(1) : TimeSpan.FromMilliseconds(1);
        }

        Assert.That((bench.Orders.Count, bench.Refusals.Count(), bench.Breaks.Count()), Is.EqualTo((5, 0, 1)), "one entry and four exits; the third was told");
    }

    /// <summary>Bug: where nothing is to be had at all, e.g. of a share that was delisted, an exit was sent as often as its strategy asked, for ever, and nobody was told.</summary>
    [Test]
    public void RejectLoop_ExitsThatFindNothing_AreSentOnceASecond_AndSomebodyIsTold()
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        for (var i = 0; i < 10_000; i++) // ten seconds
        {
            var before = bench.Orders.Count;
            if (i % 1_000 == 0) bench.Quote(TestMarket.Ibm, 199.95m, 200.05m);
            bench.Signal(SignalKind.Close, TestMarket.Ibm);
            if (bench.Orders.Count > before) bench.Report(new VenueEvent.Refused(bench.LastOrder.ClientOrderId, VenueRefusal.NoLiquidity, "Nobody bids.", bench.Now));
            bench.Now += TimeSpan.FromMilliseconds(1);
        }

        Assert.That((bench.Orders.Count, bench.Refusals.Last().Rule), Is.EqualTo((1 + 3 + 9, RiskRule.RejectLoop)), "one entry, three exits at once and one a second");
        var told = bench.Breaks.Single(); // once, as long as no comparison has been between
        Assert.That((told.Subject, told.Theirs, told.Resolution), Is.EqualTo(("orders on IBM", "refused 3 in a row, the last one NoLiquidity: Nobody bids.", "nothing more is sent on it for 1 s, exits neither")));
    }

    [Test]
    public void RejectLoop_AfterItsPause_LetsOneTryAndPausesAgainOrIsOver()
    {
        var bench = Paused();
        TryAfterPause(bench);
        Refuse(bench);
        bench.Signal(SignalKind.Close, TestMarket.Ibm);
        Assert.That(bench.Refusals.Last().Rule, Is.EqualTo(RiskRule.RejectLoop), "One refusal more is enough.");
        TryAfterPause(bench);
        bench.Fill(bench.LastOrder);
        Assert.That(bench.Net(TestMarket.Ibm), Is.Zero);
        for (var i = 0; i < 2; i++)
        {
            bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
            Refuse(bench);
        }

        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        Assert.That(bench.Books.Orders.Open, Has.Count.EqualTo(1), "A fill began a new count.");
    }

    [Test]
    public void RejectLoop_AnOperator_MayInsistAndMayTryAgain()
    {
        var bench = Paused();
        var before = bench.Orders.Count;
        bench.Command(new Command.CloseStrategy(AccountBench.Alpha, "An operator's exit."));
        Assert.That(bench.Orders, Has.Count.EqualTo(before + 1));
        bench.Report(new VenueEvent.Refused(bench.LastOrder.ClientOrderId, VenueRefusal.Other, "no", bench.Now));
        bench.Command(new Command.ChangeState(EngineState.Running, "An operator looked."));
        bench.Signal(SignalKind.Close, TestMarket.Ibm);
        Assert.That(bench.Orders, Has.Count.EqualTo(before + 2));
    }

    [Test]
    public void RejectLoop_WhatIsNoRun_PausesNothing()
    {
        var bench = AccountBench.Running();
        for (var i = 0; i < 10; i++)
        {
            bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
            var why = i % 3 == 2 ? VenueRefusal.WouldTake : VenueRefusal.Other;
            if (i % 3 == 1) bench.Report(new VenueEvent.CancelDone(bench.LastOrder.ClientOrderId, "met nothing", bench.Now));
            else for (var twice = 0; twice < 2; twice++) bench.Report(new VenueEvent.Refused(bench.LastOrder.ClientOrderId, why, "no", bench.Now));
        }

        Assert.That((bench.Orders.Count, bench.Breaks.Count()), Is.EqualTo((10, 0)), "Two in a row at most, told twice; a post-only order that would take does not count.");
    }

    /// <summary>M-150: nothing of nothing is ordered.</summary>
    [TestCase(0)]
    [TestCase(-3)]
    [TestCase(0.4)]
    public void ASizeOfZeroOrLess_IsRefused(double quantity)
    {
        var bench = AccountBench.Running();
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: (decimal)quantity);
        Assert.That((bench.Orders.Count, bench.Refusals.Single().Rule), Is.EqualTo((0, RiskRule.LotSize)));
    }

    [Test]
    public void Pace_OfAnUnknownStrategy_IsZero()
    {
        var pace = new OrderPace();
        Assert.That((pace.Of(AccountBench.Alpha, TestMarket.Start), pace.OfAll(TestMarket.Start)), Is.EqualTo((0, 0)));
    }

    private static AccountBench Paused()
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        for (var i = 0; i < 3; i++)
        {
            bench.Signal(SignalKind.Close, TestMarket.Ibm);
            Refuse(bench);
        }

        return bench;
    }

    private static void TryAfterPause(AccountBench bench)
    {
        var before = bench.Orders.Count;
        bench.Clock(TimeSpan.FromMinutes(1));
        bench.Quote(TestMarket.Ibm, 199.95m, 200.05m);
        bench.Signal(SignalKind.Close, TestMarket.Ibm);
        Assert.That(bench.Orders, Has.Count.EqualTo(before + 1));
    }

    // Acknowledged and refused after all: some venues take everything before they look at it.
    private static void Refuse(AccountBench bench)
    {
        bench.Accept(bench.LastOrder);
        bench.Report(new VenueEvent.Refused(bench.LastOrder.ClientOrderId, VenueRefusal.Other, "no", bench.Now));
    }

    // An entry that would pass every other rule: the venue fills what was sent at once, and the position is out of the way.
    private static void Propose(AccountBench bench, string strategy)
    {
        bench.Quote(TestMarket.Ibm, 199.95m, 200.05m, bench.Now);
        var before = bench.Orders.Count;
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, strategy, 1m);
        if (bench.Orders.Count > before) bench.Fill(bench.LastOrder);
    }
}
