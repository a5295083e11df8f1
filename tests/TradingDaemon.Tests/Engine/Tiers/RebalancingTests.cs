using System.Collections.Immutable;
using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Capital;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Engine.Account;
using TradingDaemon.Gating;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Tiers;

/// <summary>Shares of capital that stay from one rebalancing to the next, each of them a fact; and the modes in which shares are used. Off unless written.</summary>
internal sealed class RebalancingTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TierAllocation Live = new() { Method = AllocationMethod.Performance, FractionMin = 0m, FractionMax = 1m, TradesMin = 2 };
    private static readonly TierAllocation Daily = Live with { RebalanceEvery = Day };

    [Test]
    public void Look_WithoutIntervalOrDrift_KeepsNothing_AndSharesFollowTheTrades()
    {
        var bench = Traded(Running(Live));
        bench.Clock(TimeSpan.FromDays(40));
        Assert.That((bench.Facts.OfType<Fact.CapitalRebalanced>().Any(), bench.Engine.Capture().CapitalPlan, Share(bench, "alpha")), Is.EqualTo((false, (CapitalPlan?)null, 0.6m)));
    }

    [Test]
    public void Look_TheFirstTime_SharesOut_WithNothingBefore()
    {
        var shared = Running(Daily).Facts.OfType<Fact.CapitalRebalanced>().Single();
        Assert.That(shared, Is.EqualTo(new Fact.CapitalRebalanced("only", Daily.Basis, [new CapitalShare("alpha", null, 0.45m), new CapitalShare("beta", null, 0.45m)], "Capital is shared out for the first time.")));
    }

    [Test]
    public void Look_AtItsInterval_ToldWithBeforeAndAfter_AndNotATickSooner()
    {
        var bench = Traded(Running(Daily));
        var due = bench.Engine.Capture().CapitalPlan!.At + Day;
        At(bench, due.AddTicks(-1));
        Assert.That((bench.Facts.OfType<Fact.CapitalRebalanced>().Any(), Share(bench, "alpha"), Share(bench, "beta")), Is.EqualTo((false, 0.45m, 0.45m)), "Trades change nothing until then.");
        var again = new AccountBench(bench.Setup, bench.Engine.Capture());
        At(again, due);
        var shared = again.Facts.OfType<Fact.CapitalRebalanced>().Single();
        Assert.That(shared.Shares, Is.EqualTo(new[] { new CapitalShare("alpha", 0.45m, 0.6m), new CapitalShare("beta", 0.45m, 0.3m) }));
        Assert.That((shared.Reason.Contains("every 1.00:00:00", StringComparison.Ordinal), Share(again, "alpha"), Share(again, "beta"), Share(again, "stranger")), Is.EqualTo((true, 0.6m, 0.3m, 0m)));
        At(again, due + Day - TimeSpan.FromTicks(1));
        Assert.That(again.Facts.OfType<Fact.CapitalRebalanced>().Count(), Is.EqualTo(1), "counted from the newest");
    }

    /// <summary>0.6 and 0.3 by now, 0.45 each as shared out.</summary>
    [TestCase(0.1499, true), TestCase(0.15, false), TestCase(0.1501, false)]
    public void Look_ADriftBeyondWhatIsGranted_SharesOutAnew(decimal drift, bool isShared)
    {
        var bench = Traded(Running(Live with { DriftFraction = drift }));
        bench.Clock(TimeSpan.FromSeconds(2));
        Assert.That((bench.Facts.OfType<Fact.CapitalRebalanced>().Any(), Share(bench, "alpha")), Is.EqualTo((isShared, isShared ? 0.6m : 0.45m)));
        if (isShared) Assert.That(bench.Facts.OfType<Fact.CapitalRebalanced>().Single().Reason, Does.StartWith("alpha is ").And.Contain("of equity away from its share"));
    }

    [Test]
    public void Look_AfterARestart_SharesAreAsTheyWere_AndNothingIsSharedOutAgain()
    {
        var bench = Traded(Running(Daily));
        var before = bench.Engine.Capture();
        At(bench, before.CapitalPlan!.At + Day);
        var replayed = new AccountEngine(bench.Setup, before);
        foreach (var fact in bench.Recorded) replayed.Recover(fact);
        Assert.That(AccountBench.Canonical(replayed.Capture()), Is.EqualTo(bench.Canonical()));
        var again = Traded(bench, wins: 0.5m);
        At(again, bench.Now + TimeSpan.FromHours(1));
        Assert.That((again.Facts.OfType<Fact.CapitalRebalanced>().Any(), Share(again, "alpha"), Share(again, "beta")), Is.EqualTo((false, 0.6m, 0.3m)), "whatever was traded since");
    }

    [Test]
    public void Look_ConfiguredOtherwise_SharesOutAnew_AndALowerMostBindsAtOnce()
    {
        var bench = Traded(Running(Daily));
        At(bench, bench.Engine.Capture().CapitalPlan!.At + Day);
        var setup = Setup(Daily with { FractionMax = 0.5m });
        bench.Engine.Account.Configure(new TierRulebook(setup.Tiers, setup.Spreads));
        Assert.That(Share(bench, "alpha"), Is.EqualTo(0.5m), "before anybody looked");
        bench.Clock(TimeSpan.FromSeconds(2));
        Assert.That(bench.Facts.OfType<Fact.CapitalRebalanced>().Last() is { Reason: "It is configured otherwise." } told ? told.Shares[0] : null, Is.EqualTo(new CapitalShare("alpha", 0.6m, 0.5m)));
        var one = TestMarket.SetupOf(TestMarket.Tier("only", 0m, TestMarket.Spec()) with { Allocation = Daily with { FractionMax = 0.5m } });
        bench.Engine.Account.Configure(new TierRulebook(one.Tiers, one.Spreads));
        bench.Clock(TimeSpan.FromSeconds(2));
        Assert.That(bench.Facts.OfType<Fact.CapitalRebalanced>().Last().Reason, Is.EqualTo("Other strategies are run."));
    }

    [TestCase(AllocationMode.Normal, 0.45), TestCase(AllocationMode.Conservative, 0.3375), TestCase(AllocationMode.Defensive, 0.225), TestCase(AllocationMode.Emergency, 0)]
    public void InMode_ThatIsConfigured_IsItsPartOfAShare(AllocationMode mode, decimal share) => Assert.That((Share(Running(Live with { Mode = mode }), "alpha"), Share(Running(Daily with { Mode = mode }), "alpha")), Is.EqualTo((share, share)));

    [TestCase(1.25, 1, 0.5, Description = "1.25 times 0.9 are more than equity: 1 / 0.9 times"), TestCase(1.1, 1, 0.495), TestCase(1.25, 0.48, 0.48, Description = "the largest share"), TestCase(1, 1, 0.45)]
    public void InMode_Aggressive_TakesFromTheReserve_AndNeverMoreThanThereIs(decimal factor, decimal most, decimal share) =>
        Assert.That(Share(Running(Live with { Mode = AllocationMode.Aggressive, AggressiveFactor = factor, FractionMax = most }), "alpha"), Is.EqualTo(share).Within(1e-12m));

    [TestCase(AllocationMode.Normal, 0.0999, AllocationMode.Normal), TestCase(AllocationMode.Normal, 0.10, AllocationMode.Defensive), TestCase(AllocationMode.Normal, 0.1499, AllocationMode.Defensive), TestCase(AllocationMode.Normal, 0.15, AllocationMode.Emergency)]
    [TestCase(AllocationMode.Emergency, 0.075, AllocationMode.Emergency), TestCase(AllocationMode.Emergency, 0.0749, AllocationMode.Defensive), TestCase(AllocationMode.Defensive, 0.05, AllocationMode.Defensive), TestCase(AllocationMode.Defensive, 0.0499, AllocationMode.Normal)]
    [TestCase(AllocationMode.Defensive, 0.15, AllocationMode.Emergency), TestCase(AllocationMode.Defensive, null, AllocationMode.Defensive), TestCase(AllocationMode.Emergency, 0, AllocationMode.Normal)]
    public void ModeAfter_AFall(AllocationMode before, decimal? fall, AllocationMode after) =>
        Assert.That(new TierAllocation { Method = AllocationMethod.Equal, DefensiveLossFraction = 0.10m, EmergencyLossFraction = 0.15m }.ModeAfter(before, fall), Is.EqualTo(after));

    [TestCase(0.9, AllocationMode.Normal), TestCase(0.1, AllocationMode.Normal)]
    public void ModeAfter_WithoutLossesConfigured_IsNormal(decimal fall, AllocationMode after) => Assert.That(Live.ModeAfter(AllocationMode.Emergency, fall), Is.EqualTo(after));

    [Test]
    public void Losses_MoveTheMode_KeepEntriesOutAndNoExit_ThroughARestart()
    {
        var bench = Running(Live with { EmergencyLossFraction = 0.10m, DefensiveLossFraction = 0.05m });
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 100m);
        Fall(bench, 140m);
        Assert.That((Moves(bench), Share(bench, "alpha")), Is.EqualTo(("Defensive", 0.225m)), "6 % below the peak");
        Fall(bench, 90m);
        Assert.That((Moves(bench), Share(bench, "alpha"), CapitalLines.Of(bench.Engine.Account)!.Mode), Is.EqualTo(("Defensive Emergency", 0m, AllocationMode.Emergency)));
        var again = new AccountBench(bench.Setup, bench.Recovered().Capture()) { Now = bench.Now };
        Assert.That(again.Canonical(), Is.EqualTo(bench.Canonical()));
        Assert.That(Share(again, "alpha"), Is.Zero, "A restart forgives nothing.");
        bench.Quote(TestMarket.Eth, 9.995m, 10.005m);
        bench.Signal(SignalKind.Buy, TestMarket.Eth, quantity: 10m);
        Assert.That((bench.Refusals.Last().Rule, bench.Refusals.Last().Detail.Contains("its share of capital", StringComparison.Ordinal)), Is.EqualTo((RiskRule.StrategyExposureMax, true)));
        Fall(bench, 160m);
        Assert.That(Moves(bench), Is.EqualTo("Defensive Emergency Defensive"), "less than half of the worse fall, and more than half of the other");
        Fall(bench, 190m);
        Assert.That((Moves(bench), Share(bench, "alpha")), Is.EqualTo(("Defensive Emergency Defensive Normal", 0.45m)));
        bench.Trade(SignalKind.Close, TestMarket.Ibm);
        Assert.That(bench.Net(TestMarket.Ibm), Is.Zero);
    }

    [Test]
    public void AllocationMode_IsTheMoreCarefulOfBoth()
    {
        var bench = Running(Live with { Mode = AllocationMode.Aggressive, DefensiveLossFraction = 0.05m });
        Assert.That(bench.Engine.Account.AllocationMode, Is.EqualTo(AllocationMode.Aggressive));
        bench.Engine.Account.Log.Emit(new Fact.AllocationModeMoved(AllocationMode.Normal, AllocationMode.Defensive, "r"), bench.Now);
        Assert.That(bench.Engine.Account.AllocationMode, Is.EqualTo(AllocationMode.Defensive));
        var careful = Setup(Live with { Mode = AllocationMode.Emergency, DefensiveLossFraction = 0.05m });
        bench.Engine.Account.Configure(new TierRulebook(careful.Tiers, careful.Spreads));
        Assert.That(bench.Engine.Account.AllocationMode, Is.EqualTo(AllocationMode.Emergency));
    }

    private static string Moves(AccountBench bench) => string.Join(' ', bench.Facts.OfType<Fact.AllocationModeMoved>().Select(static moved => moved.To));

    private static decimal Share(AccountBench bench, string strategy) => bench.Engine.Account.CapitalShareOf(new StrategyId(strategy))!.Value;

    private static TradingDaemon.Engine.Books.AccountSetup Setup(TierAllocation allocation)
    {
        var spec = TestMarket.Spec() with { ExposureMaxFraction = 1m };
        var limits = new RiskLimits { OrderNotionalMaxAccount = 1e9m, PositionMaxFraction = 1m, StrategyExposureMaxFraction = 1m, CorrelatedExposureMaxFraction = 1m, DailyLossMaxFraction = 1m };
        return TestMarket.SetupOf(TestMarket.Tier("only", 0m, spec, spec with { Id = new StrategyId("beta") }) with { Limits = limits, Allocation = allocation });
    }

    private static AccountBench Running(TierAllocation allocation)
    {
        var bench = AccountBench.Running(Setup(allocation));
        bench.Clock(TimeSpan.FromSeconds(2));
        return bench;
    }

    // What both strategies' trades came to, as a checkpoint has it: 2 : 1.
    private static AccountBench Traded(AccountBench bench, decimal wins = 0.02m)
    {
        var trades = ImmutableSortedDictionary<string, ClosedTrades>.Empty.Add("alpha", new ClosedTrades([wins, wins])).Add("beta", new ClosedTrades([0.01m, 0.01m]));
        return new AccountBench(bench.Setup, bench.Engine.Capture() with { Trades = trades }) { Now = bench.Now };
    }

    private static void At(AccountBench bench, DateTimeOffset at)
    {
        bench.Now = at;
        bench.Clock();
    }

    private static void Fall(AccountBench bench, decimal price)
    {
        bench.Now += TimeSpan.FromSeconds(2);
        bench.Quote(TestMarket.Ibm, price - 0.05m, price + 0.05m);
        bench.Clock();
    }
}
