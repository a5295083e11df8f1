using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Engine.Account;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Tiers;

/// <summary>Entries are smaller after a fall and after losing days, over restarts; exits never are.</summary>
public sealed class RecoverySizeTests
{
    private static readonly RiskLimits Loose = new() { PositionMaxFraction = 1m, CorrelatedExposureMaxFraction = 1m, StrategyExposureMaxFraction = 1m, DailyLossMaxFraction = 0.9m, DailyLossReducingFraction = 1m };

    private static readonly StrategySpec Whole = TestMarket.Spec() with { ExposureMaxFraction = 1m };

    [Test]
    public void Take_AfterAFall_EntriesAreHalfAndGrowBackOverARestart()
    {
        var bench = Running(new TierRecovery { DrawdownFraction = 0.10m });
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 25m); // half of the account
        Settle(bench, 161m);
        Assert.That(Size(bench), Is.EqualTo(10m), "9.75 % below the peak");
        Settle(bench, 150m);
        Assert.That(Size(bench), Is.EqualTo(5m));
        Settle(bench, 181m); // 62 % of the way back
        foreach (var engine in new[] { bench.Recovered(), new AccountEngine(bench.Setup, bench.Engine.Capture()) })
        {
            var again = new AccountBench(bench.Setup, engine.Capture()) { Now = bench.Now };
            Quote(again, 181m);
            Assert.That(Size(again), Is.EqualTo(7m), "75 % of 10, in whole lots");
        }

        Settle(bench, 201m);
        Assert.That(Size(bench), Is.EqualTo(10m));
        Settle(bench, 199m);
        Assert.That(Size(bench), Is.EqualTo(10m), "what was regained is over: another fall begins at the peak");
        bench.Signal(SignalKind.Close, TestMarket.Ibm);
        Assert.That(bench.LastOrder.Terms.Quantity.Base, Is.EqualTo(25m), "an exit is whole");
    }

    [Test]
    public void Take_AfterTwoLosingDays_EntriesAreHalfUntilADayIsNotLost()
    {
        var bench = Running(new TierRecovery { LosingDays = 2 });
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        var sizes = new List<decimal>();
        foreach (var price in new[] { 199m, 198m, 197m, 198m })
        {
            bench.Now = bench.Now.AddDays(1);
            Settle(bench, price);
            sizes.Add(Size(bench));
        }

        Assert.That(sizes, Is.EqualTo(new[] { 10m, 5m, 5m, 10m }));
        Assert.That(AccountBench.Canonical(bench.Recovered().Capture()), Is.EqualTo(bench.Canonical()));
    }

    [Test]
    public void Take_WithoutIt_NoLossMakesAnEntrySmaller()
    {
        var bench = Running(new TierRecovery());
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 25m);
        Settle(bench, 100m);
        Assert.That(Size(bench), Is.EqualTo(10m));
        Assert.That(bench.Books.Gauges.Trail.PeakAccount, Is.Null, "nothing is even noted");
    }

    private static AccountBench Running(TierRecovery recovery)
    {
        var bench = AccountBench.Running(TestMarket.SetupOf(TestMarket.Tier("only", 0m, Whole, Whole with { Id = new StrategyId("beta") }) with { Limits = Loose, Recovery = recovery }), 10_000m);
        Settle(bench, 200m);
        return bench;
    }

    // What another strategy's entry would be now; nothing of it is filled.
    private static decimal Size(AccountBench bench)
    {
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, "beta", 10m);
        var size = bench.LastOrder.Terms.Quantity.Base;
        bench.Report(new VenueEvent.CancelDone(bench.LastOrder.ClientOrderId, "test", bench.Now));
        return size;
    }

    private static void Quote(AccountBench bench, decimal price) => bench.Quote(TestMarket.Ibm, price - 0.05m, price + 0.05m);

    private static void Settle(AccountBench bench, decimal price)
    {
        bench.Now += TimeSpan.FromSeconds(61);
        Quote(bench, price);
        bench.Clock(TimeSpan.FromSeconds(1));
    }
}
