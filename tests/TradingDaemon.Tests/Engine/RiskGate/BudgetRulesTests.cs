using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Tests.Engine.Account;
using static TradingDaemon.Tests.Engine.RiskGate.RiskBench;

namespace TradingDaemon.Tests.Engine.RiskGate;

/// <summary>Trades and money of a day, orders a second, cancels a minute: at their limits and beside them.</summary>
public sealed class BudgetRulesTests
{
    [Test]
    public void DailyTrades_OfAllStrategies_StopAtTheLimit_AndBeginAnewWithTheDay()
    {
        var bench = new RiskBench(Wide with { DailyEntriesMax = 3 });
        bench.Account.Trade(SignalKind.Buy, TestMarket.Ibm, "beta", 1m);
        bench.Account.Trade(SignalKind.Buy, TestMarket.Btc, quantity: 1m);
        bench.Account.Trade(SignalKind.Close, TestMarket.Btc);
        Assert.That((bench.Account.Books.Gauges.Entries.All.Count, bench.Check(1m)), Is.EqualTo((2, (RiskRefusal?)null)), "An exit is no entry.");
        bench.Account.Trade(SignalKind.Buy, TestMarket.Eth, quantity: 1m);
        AssertRefused(bench.Check(1m), RiskRule.DailyTradesMax, 3m, 4m);
        Assert.That(bench.Check(1m, TradingDaemon.Domain.Orders.OrderSide.Sell, TestMarket.Eth, Exit), Is.Null);
        Assert.That(AccountBench.Canonical(bench.Account.Recovered().Capture()), Is.EqualTo(bench.Account.Canonical()), "A restart forgets none.");
        bench.Account.Now = TestMarket.Start.AddHours(12);
        bench.Account.Clock();
        Assert.That(bench.Account.Books.Gauges.Entries.All.Count, Is.Zero);
    }

    [Test]
    public void StrategyTrades_OfOneStrategy_DoNotCountAnothers()
    {
        var bench = new RiskBench();
        RiskRefusal? Ask() => bench.Check(1m, change: static order => order with { Spec = order.Spec! with { DailyEntriesMax = 2 } });
        bench.Account.Trade(SignalKind.Buy, TestMarket.Btc, quantity: 1m);
        bench.Account.Trade(SignalKind.Buy, TestMarket.Btc, "beta", 1m);
        Assert.That(Ask(), Is.Null);
        bench.Account.Trade(SignalKind.Buy, TestMarket.Eth, quantity: 1m);
        AssertRefused(Ask(), RiskRule.StrategyTradesMax, 2m, 3m);
    }

    [Test]
    public void StrategyBudget_CountsTheDaysEntries_AndGivesBackWhatWasNotFilled()
    {
        var bench = new RiskBench();
        RiskRefusal? Ask(decimal quantity) => bench.Check(quantity, change: static order => order with { Spec = order.Spec! with { DailyCapitalMaxFraction = 0.10m } });
        bench.Account.Trade(SignalKind.Buy, TestMarket.Btc, quantity: 50m); // 5,000 of opening equity's 100,000
        bench.Account.Trade(SignalKind.Close, TestMarket.Btc);
        bench.Account.Trade(SignalKind.Buy, TestMarket.Btc, "beta", 70m);
        Assert.That(Ask(50m), Is.Null);
        AssertRefused(Ask(51m), RiskRule.StrategyBudget, 0.10m, 0.101m);
        bench.Account.Signal(SignalKind.Buy, TestMarket.Eth, quantity: 400m); // 4,000 in flight
        AssertRefused(Ask(11m), RiskRule.StrategyBudget, 0.10m, 0.101m);
        bench.Account.Fill(bench.Account.LastOrder, 100m);
        bench.Account.Report(new VenueEvent.CancelDone(bench.Account.LastOrder.ClientOrderId, "test", bench.Account.Now)); // 3,000 of it never came
        Assert.That(Ask(40m), Is.Null);
        AssertRefused(Ask(41m), RiskRule.StrategyBudget, 0.10m, 0.101m);
        bench.Account.Fill(bench.Account.LastOrder, 100m); // after its end
        AssertRefused(Ask(31m), RiskRule.StrategyBudget, 0.10m, 0.101m);
        Assert.That(AccountBench.Canonical(bench.Account.Recovered().Capture()), Is.EqualTo(bench.Account.Canonical()));
    }

    [Test]
    public void AccountBudget_CountsAllStrategies()
    {
        var bench = new RiskBench(Wide with { DailyCapitalMaxFraction = 0.10m });
        bench.Account.Trade(SignalKind.Buy, TestMarket.Btc, "beta", 50m);
        Assert.That(bench.Check(50m), Is.Null);
        AssertRefused(bench.Check(51m), RiskRule.AccountBudget, 0.10m, 0.101m);
    }

    [Test]
    public void Budgets_InACurrencyWithoutARate_AreNotJudged()
    {
        var bench = new RiskBench(Wide with { DailyCapitalMaxFraction = 0.10m });
        bench.Account.Engine.Account.Books.Gauges.Entries.All.Spend("QQQ", 1m);
        AssertRefused(bench.Check(1m), RiskRule.AccountBudget, 0.10m, 0m);
        bench.Account.Books.Gauges.Entries.All.Spend("QQQ", -1m);
        Assert.That(bench.Check(1m), Is.Null);
        bench.Account.Trade(SignalKind.Buy, TestMarket.Btc, quantity: 1m);
        bench.Account.Books.Gauges.Entries.Of(AccountBench.Alpha).Spend("QQQ", 1m);
        AssertRefused(bench.Check(1m, change: static order => order with { Limits = Wide, Spec = order.Spec! with { DailyCapitalMaxFraction = 0.1m } }), RiskRule.StrategyBudget, 0.10m, 0m);
    }

    [Test]
    public void VenueRate_AtItsLimitWithinASecond_WaitsForTheSecondToPass()
    {
        var bench = new RiskBench(Wide with { VenueOrdersPerSecondMax = 2 });
        var pace = new OrderPace();
        RiskRefusal? Ask() => bench.Check(1m, change: order => order with { Pace = pace });
        pace.Sent(AccountBench.Alpha, "elsewhere", bench.Account.Now);
        pace.Sent(AccountBench.Alpha, "simulated", bench.Account.Now);
        Assert.That(Ask(), Is.Null);
        pace.Sent(new StrategyId("beta"), "simulated", bench.Account.Now);
        AssertRefused(Ask(), RiskRule.VenueOrderRate, 2m, 3m);
        bench.Account.Now += TimeSpan.FromSeconds(1);
        Assert.That(Ask(), Is.Null);
    }

    [Test]
    public void CancelRate_OfStrategyAndVenue_StopsEntriesForTheRestOfTheMinute_AndNeverACancel()
    {
        var bench = new RiskBench(Wide with { StrategyCancelsPerMinuteMax = 2, VenueCancelsPerMinuteMax = 3 }, beta: Spec with { Id = new("beta"), OrderStyle = OrderStyle.PostOnly });
        RiskRefusal? Of(string strategy) => bench.Check(1m, instrument: TestMarket.Eth, change: order => order with { Intent = order.Intent with { Strategy = new(strategy) } });
        Cancel(bench, TestMarket.Ibm);
        Assert.That(Of("beta"), Is.Null);
        Cancel(bench, TestMarket.Btc);
        AssertRefused(Of("beta"), RiskRule.CancelRate, 2m, 2m);
        Assert.That(Of("alpha"), Is.Null);
        bench.Account.Engine.Account.Log.EmitCancel(bench.Account.Books.Orders.Open[0], "again", bench.Account.Now);
        AssertRefused(Of("alpha"), RiskRule.CancelRate, 3m, 3m);
        Assert.That(AccountBench.Canonical(new AccountBench(remembered: bench.Account.Engine.Capture()).Engine.Capture()), Is.EqualTo(bench.Account.Canonical()));
        bench.Account.Now += TimeSpan.FromMinutes(1);
        bench.Account.Quote(TestMarket.Eth, 9m, 10m);
        Assert.That((Of("alpha"), Of("beta")), Is.EqualTo(((RiskRefusal?)null, (RiskRefusal?)null)));
    }

    private static void Cancel(RiskBench bench, int instrument)
    {
        bench.Account.Signal(SignalKind.Buy, instrument, "beta", 1m);
        bench.Account.Engine.Account.Log.EmitCancel(bench.Account.Books.Orders.Find(bench.Account.LastOrder.ClientOrderId)!, "test", bench.Account.Now);
    }
}
