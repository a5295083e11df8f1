using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Engine.Account;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Tiers;

/// <summary>From trades to a promotion, the phases after it, and the fall from it; over restarts.</summary>
public sealed class TierGateTests
{
    private static readonly RiskLimits Loose = new() { PositionMaxFraction = 1m, StrategyExposureMaxFraction = 1m, DailyLossMaxFraction = 0.9m, DailyLossReducingFraction = 1m };

    [Test]
    public void Take_WithAGate_PromotesWhenItsTradesAreDoneAndSaysSo()
    {
        var bench = Gated();
        Assert.That(bench.Books.Tier, Is.EqualTo("low"), "10,000 reach high, but the gate is shut");
        Win(bench);
        Assert.That(bench.Books.Tier, Is.EqualTo("low"));
        Win(bench);
        Assert.That(bench.Books.Tier, Is.EqualTo("high"));
        Assert.That(bench.Facts.OfType<Fact.TierEntered>().Last().Reason, Does.Contain("every gate is open: 2 trades, 2 won"));
        Assert.That((bench.Books.Gauges.Tier.Stay!.Trades, bench.Books.Gauges.Tier.Stay.From), Is.EqualTo((0, "low")), "counted anew");
    }

    [Test]
    public void Take_AfterAPromotion_EntriesGrowInPhasesOverARestartAndExitsAreWhole()
    {
        var bench = Promoted();
        var since = bench.Books.Gauges.Tier.Stay!.Since;
        Assert.That(Buy(bench, since), Is.EqualTo(2m), "25 % of 10, in whole lots");
        foreach (var engine in new[] { bench.Recovered(), new AccountEngine(bench.Setup, bench.Engine.Capture()) })
        {
            Assert.That(AccountBench.Canonical(engine.Capture()), Is.EqualTo(bench.Canonical()));
            Assert.That(Size(new AccountBench(bench.Setup, engine.Capture()), since + TimeSpan.FromHours(12) - TimeSpan.FromTicks(1)), Is.EqualTo(2m));
            Assert.That(Size(new AccountBench(bench.Setup, engine.Capture()), since + TimeSpan.FromHours(12)), Is.EqualTo(4m));
        }

        Assert.That(Buy(bench, since + TimeSpan.FromHours(48)), Is.EqualTo(10m));
        bench.Signal(SignalKind.Close, TestMarket.Ibm);
        Assert.That(bench.LastOrder.Terms.Quantity.Base, Is.EqualTo(12m));
    }

    [Test]
    public void Take_TooFarBelowThePeak_FallsByOneTierAndRisesOnlyThroughTheGate()
    {
        var bench = Promoted();
        Assert.That(Buy(bench, bench.Now + TimeSpan.FromHours(49)), Is.EqualTo(10m));
        Settle(bench, 90m);
        Assert.That(bench.Books.Tier, Is.EqualTo("low"));
        Assert.That(bench.Facts.OfType<Fact.TierEntered>().Last().Reason, Does.Contain("below its peak"));
        Settle(bench, 200m);
        Assert.That(bench.Books.Tier, Is.EqualTo("low"), "the gate counts anew");
        Assert.That(bench.Engine.Account.PhaseFactor(bench.Now), Is.EqualTo(1m), "a fall has no phases");
    }

    /// <summary>Bug: of gates that a reload added nothing was counted until a restart, which then counted from whatever fact its checkpoint ended at.</summary>
    [Test]
    public void Take_AGateAddedByAReload_CountsWhatWasTradedBeforeAndAfter_AsARestartDoes()
    {
        var low = TestMarket.Tier("low", 500m, TestMarket.Spec()) with { Limits = Loose };
        var high = TestMarket.Tier("high", 50_000m, TestMarket.Spec()) with { Limits = Loose };
        var bench = AccountBench.Running(TestMarket.SetupOf(low, high), 10_000m);
        bench.Clock(TimeSpan.FromSeconds(1));
        Win(bench);
        var (remembered, gated) = (bench.Engine.Capture(), high with { Promotion = new TierGates { TradesMin = 4 } });
        bench.Command(new Command.Configure(new TierRulebook(new TierTable([low, gated]), new SpreadLimits()), "ab12", "file", "", []));
        Win(bench);
        Win(bench);
        Assert.That(bench.Books.Gauges.Tier.Stay!.Trades, Is.EqualTo(3));
        foreach (var state in new[] { new AccountState(), remembered })
        {
            var restarted = new AccountEngine(TestMarket.SetupOf(low, gated), state);
            foreach (var fact in bench.Recorded.Where(fact => fact.Sequence > state.Sequence)) restarted.Recover(fact);
            Assert.That(AccountBench.Canonical(restarted.Capture()), Is.EqualTo(bench.Canonical()));
        }
    }

    private static AccountBench Gated()
    {
        var high = TestMarket.Tier("high", 5_000m, TestMarket.Spec()) with
        {
            Limits = Loose, Promotion = new TierGates { TradesMin = 2, WinFractionMin = 0.5m }, DemotionDrawdownFraction = 0.05m, Adjustment = new TierAdjustment { Phase = TimeSpan.FromHours(12) },
        };
        var bench = AccountBench.Running(TestMarket.SetupOf(TestMarket.Tier("low", 500m, TestMarket.Spec()) with { Limits = Loose }, high), 10_000m);
        bench.Clock(TimeSpan.FromSeconds(1));
        return bench;
    }

    private static AccountBench Promoted()
    {
        var bench = Gated();
        Win(bench);
        Win(bench);
        Assert.That(bench.Books.Tier, Is.EqualTo("high"));
        return bench;
    }

    private static void Win(AccountBench bench)
    {
        Settle(bench, 200m);
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        bench.Quote(TestMarket.Ibm, 209.95m, 210.05m);
        bench.Trade(SignalKind.Close, TestMarket.Ibm);
        Settle(bench, 200m);
    }

    private static decimal Size(AccountBench bench, DateTimeOffset at)
    {
        bench.Now = at;
        bench.Quote(TestMarket.Ibm, 199.95m, 200.05m);
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        return bench.LastOrder.Terms.Quantity.Base;
    }

    private static decimal Buy(AccountBench bench, DateTimeOffset at)
    {
        bench.Now = at;
        bench.Quote(TestMarket.Ibm, 199.95m, 200.05m);
        return bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 10m).Terms.Quantity.Base;
    }

    private static void Settle(AccountBench bench, decimal price)
    {
        bench.Now += TimeSpan.FromSeconds(61);
        bench.Quote(TestMarket.Ibm, price - 0.05m, price + 0.05m);
        bench.Clock(TimeSpan.FromSeconds(1));
    }
}
