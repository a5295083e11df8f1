using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.RiskGate;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.RiskGate;

/// <summary>Which orders pass in which state of the engine, in what order rules are asked, and that no entry rule ever stops an exit.</summary>
public sealed class RiskOrderTests
{
    /// <summary>The whole table: entry and exit, asked by a strategy and by an operator.</summary>
    [TestCase(EngineState.Starting, false, false, false)]
    [TestCase(EngineState.Reconciling, false, false, false)]
    [TestCase(EngineState.Running, true, true, true)]
    [TestCase(EngineState.Paused, false, true, true)]
    [TestCase(EngineState.Faulted, false, true, true)]
    [TestCase(EngineState.Stopping, false, false, true)]
    [TestCase(EngineState.Stopped, false, false, false)]
    public void EngineState_DecidesWhoMayStillSend(EngineState state, bool entry, bool exit, bool operatorExit)
    {
        var bench = new RiskBench();
        bench.Account.Trade(SignalKind.Sell, TestMarket.Ibm, quantity: 1m);
        bench.Enter(state);
        Assert.Multiple(() =>
        {
            Assert.That(bench.Rule(1m), Is.EqualTo(entry ? null : RiskRule.EngineRunning), "entry");
            Assert.That(bench.Rule(1m, change: static order => order with { IsFromOperator = true }), Is.EqualTo(entry ? null : RiskRule.EngineRunning), "entry by an operator");
            Assert.That(bench.Rule(1m, change: RiskBench.Exit), Is.EqualTo(exit ? null : RiskRule.EngineRunning), "exit");
            Assert.That(bench.Rule(1m, change: static order => RiskBench.Exit(order) with { IsFromOperator = true }), Is.EqualTo(operatorExit ? null : RiskRule.EngineRunning), "exit by an operator");
        });
        if (entry) return;
        var refusal = bench.Check(1m);
        Assert.That((refusal?.Limit, refusal?.Asked), Is.EqualTo(((decimal?)(int)EngineState.Running, (decimal?)(int)state)));
    }

    [Test]
    public void FirstRefusal_OfAnOrderThatBreaksEverything_IsTheFirstRuleInOrderAsEachIsMended()
    {
        var bench = new RiskBench(RiskBench.Wide with { OrdersInFlightMax = 1, OrderNotionalMaxAccount = 1m, PositionMaxFraction = 0m, StrategyExposureMaxFraction = 0m, DailyLossMaxFraction = 0m, DailyLossReducingFraction = 1m });
        bench.Account.Quote(TestMarket.Halted, 1m, 1m);
        bench.Enter(EngineState.Paused);
        var seen = new List<RiskRule?> { bench.Rule(0.5m, OrderSide.Sell, TestMarket.Halted) };
        bench.Enter(EngineState.Running);
        seen.Add(bench.Rule(0.5m, OrderSide.Sell, TestMarket.Halted));
        seen.Add(bench.Rule(0.5m, OrderSide.Sell));
        seen.Add(bench.Rule(1m, OrderSide.Sell, change: static order => order with { Intent = order.Intent with { Terms = new OrderTerms.Stop(order.Intent.Terms.Quantity, TradingDaemon.Domain.Measures.Price.From(0.001m)) } }));
        seen.Add(bench.Rule(0.001m, OrderSide.Sell, TestMarket.Btc));
        seen.Add(bench.Rule(1m, OrderSide.Sell, TestMarket.Btc));
        seen.Add(bench.Rule(1m, instrument: TestMarket.NoRate));
        seen.Add(bench.Rule(1m, change: static order => order with { EquityAccount = null }));
        seen.Add(bench.Rule(1m));
        seen.Add(bench.Rule(1m, change: static order => order with { Limits = order.Limits with { OrderNotionalMaxAccount = 100m } }));
        seen.Add(bench.Rule(1m, change: static order => order with { Limits = RiskBench.Wide with { PositionMaxFraction = 0m, StrategyExposureMaxFraction = 0m } }));
        seen.Add(bench.Rule(1m, change: static order => order with { Limits = RiskBench.Wide with { StrategyExposureMaxFraction = 0m } }));
        seen.Add(bench.Rule(10_000m, change: static order => order with { Limits = RiskBench.Wide }));
        Assert.That(seen, Is.EqualTo(new RiskRule?[]
        {
            RiskRule.EngineRunning, RiskRule.InstrumentTradable, RiskRule.LotSize, RiskRule.TickSize, RiskRule.MinNotional, RiskRule.ShortNotAllowed, RiskRule.CurrencyConversion,
            RiskRule.EquityKnown, RiskRule.OrderNotionalMax, RiskRule.DailyLossMax, RiskRule.PositionMax, RiskRule.StrategyExposureMax, RiskRule.BuyingPower,
        }));
    }

    [Test]
    public void AllRefusals_OfAnOrderThatBreaksEverything_AreAllInOrder_AndNoneOfASoundOne()
    {
        var bench = new RiskBench(RiskBench.Wide with { OrdersInFlightMax = 0, OrderNotionalMaxAccount = 1m, PositionMaxFraction = 0.0001m, StrategyExposureMaxFraction = 0m });
        bench.Enter(EngineState.Paused);
        RiskCase? judged = null;
        var first = bench.Check(10_000m, OrderSide.Buy, change: order => judged = order with { EquityAccount = 90_000m });
        var all = RiskRules.AllRefusals(judged!);
        Assert.That(all[0], Is.EqualTo(first));
        var expected = new[] { RiskRule.EngineRunning, RiskRule.OrdersInFlightMax, RiskRule.OrderNotionalMax, RiskRule.DailyLossMax, RiskRule.PositionMax, RiskRule.StrategyExposureMax, RiskRule.BuyingPower };
        Assert.That(all.Select(static refusal => refusal.Rule).Intersect(expected), Is.EqualTo(expected));
        Assert.That(all.Select(static refusal => refusal.Rule), Is.EqualTo(all.Select(static refusal => refusal.Rule).OrderBy(PlaceOf)));
        bench = new RiskBench();
        Assert.That((bench.Check(1m, change: order => judged = order), RiskRules.AllRefusals(judged!).Length), Is.EqualTo(((RiskRefusal?)null, 0)));
    }

    [Test]
    public void AllRefusals_WhereNothingIsKnown_SayWhatLacks()
    {
        var bench = new RiskBench();
        RiskCase? judged = null;
        bench.Check(1m, instrument: TestMarket.NoRate, change: order => judged = order with { EquityAccount = null });
        Assert.That(RiskRules.AllRefusals(judged!).Select(static refusal => refusal.Rule), Is.SupersetOf(new[]
        {
            RiskRule.CurrencyConversion, RiskRule.EquityKnown, RiskRule.OrderNotionalMax, RiskRule.DailyLossMax, RiskRule.PositionMax,
        }));
    }

    /// <summary>Invariant 6: limits of zero, no equity, a lost day, no cash and a strategy nobody knows do not keep a position in.</summary>
    [Test]
    public void FirstRefusal_OfAnExit_IsNeverAnEntryRule()
    {
        var bench = new RiskBench(new RiskLimits { OrderNotionalMaxAccount = 0m, PositionMaxFraction = 0m, StrategyExposureMaxFraction = 0m, DailyLossMaxFraction = 0m, DailyLossReducingFraction = 1m });
        Adopt(TestMarket.Btc, 5_000m);
        Adopt(TestMarket.Ibm, -5_000m);
        Adopt(TestMarket.NoRate, 5_000m);
        void Adopt(int instrument, decimal signed) => bench.Account.Engine.Account.Log.Emit(
            new Fact.PositionTransferred(StrategyId.External, AccountBench.Alpha, TestMarket.SymbolOf(instrument), signed, 100m, "test"), bench.Account.Now);
        Assert.Multiple(() =>
        {
            Assert.That(bench.Rule(5_000m, OrderSide.Sell, TestMarket.Btc, static order => RiskBench.Exit(order) with { Spec = null }), Is.Null, "a long no longer shortable");
            Assert.That(bench.Rule(5_000m, OrderSide.Buy, change: static order => RiskBench.Exit(order) with { Spec = null }), Is.Null, "a short that costs more than there is");
            Assert.That(bench.Rule(5_000m, OrderSide.Sell, TestMarket.NoRate, RiskBench.Exit), Is.Null, "no rate");
        });
    }

    [Test]
    public void OrdersInFlight_BelowTheLimit_PassesAndAtItNot()
    {
        var bench = new RiskBench(RiskBench.Wide with { OrdersInFlightMax = 2 });
        bench.Account.Signal(SignalKind.Buy, TestMarket.Ibm, "beta", quantity: 1m);
        Assert.That(bench.Check(1m), Is.Null);
        bench.Account.Signal(SignalKind.Buy, TestMarket.Btc, "beta", quantity: 1m);
        var refusal = bench.Check(1m);
        Assert.That((refusal?.Rule, refusal?.Limit, refusal?.Asked), Is.EqualTo(((RiskRule?)RiskRule.OrdersInFlightMax, (decimal?)2m, (decimal?)3m)));
    }

    /// <summary>Bug: entries that filled the limit on orders in flight kept every position in.</summary>
    [Test]
    public void OrdersInFlight_FullOfEntries_LetsAnExitPassAndStillBoundsExits()
    {
        var bench = new RiskBench(RiskBench.Wide with { OrdersInFlightMax = 1 });
        bench.Account.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        bench.Account.Trade(SignalKind.Buy, TestMarket.Btc, quantity: 1m);
        bench.Account.Signal(SignalKind.Buy, TestMarket.Eth, "beta", quantity: 1m);
        Assert.That((bench.Account.Books.Orders.Open.Count, bench.Rule(1m)), Is.EqualTo((1, (RiskRule?)RiskRule.OrdersInFlightMax)));
        bench.Account.Signal(SignalKind.Close, TestMarket.Ibm);
        Assert.That((bench.Account.LastOrder.IsReduceOnly, bench.Account.Books.Orders.Open.Count), Is.EqualTo((true, 2)));
        bench.Account.Signal(SignalKind.Close, TestMarket.Btc);
        Assert.That(bench.Account.Refusals.Last().Rule, Is.EqualTo(RiskRule.OrdersInFlightMax), "Exits are bounded by exits.");
    }

    private static int PlaceOf(RiskRule rule) => RiskRules.All.Select(static known => known.Id).ToList().IndexOf(rule);
}
