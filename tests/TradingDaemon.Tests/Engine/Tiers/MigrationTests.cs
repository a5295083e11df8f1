using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Engine.Account;
using TradingDaemon.Gating;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Tiers;

/// <summary>After a change of tier entries of strategies the tier before did not run are smaller than those of the others; off unless it has a period.</summary>
internal sealed class MigrationTests
{
    private static readonly TierAdjustment TwoDays = new() { Period = TimeSpan.FromHours(48) };

    /// <summary>Bug of what this was modelled on: the first three of the list were taken for the new ones, which in every tier but the lowest are the old ones.</summary>
    [Test]
    public void AfterAChangeOfTier_TheNewOnesAreThoseTheTierBeforeDidNotRun_WhateverTheirPlace()
    {
        var bench = Moved(TwoDays, [Spec("alpha"), Spec("gamma")], [Spec("alpha"), Spec("delta"), Spec("gamma"), Spec("beta")]);
        Assert.That(bench.Facts.OfType<Fact.TierEntered>().Last().Carried, Is.EqualTo(new[] { "alpha", "gamma" }));
        Assert.That(new[] { "alpha", "delta", "gamma", "beta" }.Select(strategy => Size(bench, strategy)), Is.EqualTo(new[] { 7m, 2m, 7m, 2m }), "75 % and 25 % of 10, in whole lots");
        var line = TierLines.Of(bench.Engine.Account, 100_000m, null, bench.Now)!.Migration!;
        Assert.That((line.Until, string.Join(' ', line.New), line.NewFactor, line.ExistingFactor), Is.EqualTo((bench.Books.Gauges.Tier.Stay!.Since + TwoDays.Period, "delta beta", 0.25m, 0.75m)));
    }

    [Test]
    public void AStrategyOfAnotherKind_OrOneThatWasSwitchedOff_IsNew()
    {
        var bench = Moved(TwoDays, [Spec("alpha") with { Kind = "other" }, Spec("beta") with { Enabled = false }, Spec("gamma")], [Spec("alpha"), Spec("beta"), Spec("gamma")]);
        Assert.That(new[] { "alpha", "beta", "gamma" }.Select(strategy => Size(bench, strategy)), Is.EqualTo(new[] { 2m, 2m, 7m }));
    }

    [Test]
    public void WithoutAPeriod_EntriesAreWhole()
    {
        var bench = Moved(new TierAdjustment(), [Spec("alpha")], [Spec("alpha"), Spec("beta")]);
        Assert.That((Size(bench, "alpha"), Size(bench, "beta"), TierLines.Of(bench.Engine.Account, 100_000m, null, bench.Now)), Is.EqualTo((10m, 10m, (object?)null)));
    }

    [Test]
    public void InTheFirstTierOfAll_NobodyIsNew()
    {
        var bench = AccountBench.Running(TestMarket.SetupOf(TestMarket.Tier("only", 0m, Spec("alpha")) with { Adjustment = TwoDays }));
        Assert.That(Size(bench, "alpha"), Is.EqualTo(10m));
    }

    [Test]
    public void ThePeriod_EndsAtItsTime_AndARestartGoesOnWithIt()
    {
        var bench = Moved(TwoDays, [Spec("alpha")], [Spec("alpha"), Spec("beta")]);
        var end = bench.Books.Gauges.Tier.Stay!.Since + TwoDays.Period;
        foreach (var engine in new[] { bench.Recovered(), new AccountEngine(bench.Setup, bench.Engine.Capture()) })
        {
            Assert.That(AccountBench.Canonical(engine.Capture()), Is.EqualTo(bench.Canonical()));
            var again = new AccountBench(bench.Setup, engine.Capture());
            Assert.That((Size(again, "alpha", end.AddTicks(-1)), Size(again, "beta", end.AddTicks(-1))), Is.EqualTo((7m, 2m)));
            Assert.That((Size(again, "alpha", end), Size(again, "beta", end)), Is.EqualTo((10m, 10m)));
        }
    }

    /// <summary>Phases of 25, 40, 60 and 80 % for all, 25 and 75 % by who is new: never the one times the other.</summary>
    [TestCase(0, 2, 2), TestCase(12, 4, 2), TestCase(24, 6, 2), TestCase(36, 7, 2), TestCase(48, 10, 10)]
    public void BesidePhases_TheSmallerCounts(int hours, decimal existing, decimal isNew)
    {
        var bench = Moved(TwoDays with { Phase = TimeSpan.FromHours(12) }, [Spec("alpha")], [Spec("alpha"), Spec("beta")]);
        var at = bench.Books.Gauges.Tier.Stay!.Since + TimeSpan.FromHours(hours);
        Assert.That((Size(bench, "alpha", at), Size(bench, "beta", at)), Is.EqualTo((existing, isNew)));
        var line = TierLines.Of(bench.Engine.Account, 100_000m, null, at)?.Migration;
        Assert.That((decimal.Floor(10m * (line?.ExistingFactor ?? 1m)), decimal.Floor(10m * (line?.NewFactor ?? 1m))), Is.EqualTo((existing, isNew)), "what the status says");
    }

    [Test]
    public void AfterAFall_ItIsTheSame()
    {
        var low = TestMarket.Tier("low", 0m, Spec("alpha"), Spec("beta")) with { Adjustment = TwoDays };
        var bench = AccountBench.Running(TestMarket.SetupOf(low, TestMarket.Tier("high", 99_000m, Spec("alpha"))));
        Move(bench, -20_000m, "low");
        Assert.That((Size(bench, "alpha"), Size(bench, "beta")), Is.EqualTo((7m, 2m)));
    }

    /// <summary>What a version wrote that did not note it.</summary>
    [Test]
    public void WhereNobodyKnows_EveryStrategyIsNew()
    {
        var bench = Moved(TwoDays, [Spec("alpha")], [Spec("alpha")]);
        var older = bench.Engine.Capture();
        var again = new AccountBench(bench.Setup, older with { TierStay = older.TierStay! with { Carried = null } });
        Assert.That((Size(again, "alpha", bench.Now), new TierStay(bench.Now, "low").IsNew(new StrategyId("alpha"))), Is.EqualTo((2m, true)));
    }

    [Test]
    public void WhereTheTierBeforeIsConfiguredNoMore_EveryStrategyIsNew()
    {
        var bench = AccountBench.Running(TestMarket.SetupOf(TestMarket.Tier("low", 0m, Spec("alpha"))));
        var renamed = new AccountBench(TestMarket.SetupOf(TestMarket.Tier("lower", 0m, Spec("alpha")) with { Adjustment = TwoDays }), bench.Engine.Capture()) { Now = bench.Now };
        Requote(renamed);
        renamed.Clock(TimeSpan.FromSeconds(2));
        Assert.That((renamed.Facts.OfType<Fact.TierEntered>().Single().Carried, Size(renamed, "alpha")), Is.EqualTo(((System.Collections.Immutable.ImmutableArray<string>?)null, 2m)));
    }

    private static StrategySpec Spec(string id) => TestMarket.Spec(id);

    private static AccountBench Moved(TierAdjustment adjustment, StrategySpec[] before, StrategySpec[] after)
    {
        var bench = AccountBench.Running(TestMarket.SetupOf(TestMarket.Tier("low", 0m, before), TestMarket.Tier("high", 101_000m, after) with { Adjustment = adjustment }));
        Move(bench, 5_000m, "high");
        return bench;
    }

    private static void Move(AccountBench bench, decimal amount, string into)
    {
        bench.Engine.Account.Log.Emit(new Fact.CashMoved("USD", amount, "deposit") { Venue = "simulated" }, bench.Now);
        bench.Clock(TimeSpan.FromSeconds(2));
        Assert.That(bench.Books.Tier, Is.EqualTo(into));
    }

    // Each from the same books, so that no entry stands in the way of the next.
    private static decimal Size(AccountBench bench, string strategy, DateTimeOffset? at = null)
    {
        var again = new AccountBench(bench.Setup, bench.Engine.Capture()) { Now = at ?? bench.Now };
        Requote(again);
        again.Signal(SignalKind.Buy, TestMarket.Ibm, strategy, quantity: 10m);
        return again.LastOrder.Terms.Quantity.Base;
    }

    private static void Requote(AccountBench bench)
    {
        bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
        bench.Quote(TestMarket.Eth, 9.995m, 10.005m);
        bench.Quote(TestMarket.Ibm, 199.95m, 200.05m);
    }
}
