using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Engine.Stakes;
using TradingDaemon.Tests.Engine.Account;
using static TradingDaemon.Tests.Engine.RiskGate.RiskBench;

namespace TradingDaemon.Tests.Engine.RiskGate;

/// <summary>How large one position may be in units and money, and how many there may be: what is held, in flight, of others, dust, and after a restart.</summary>
public sealed class PositionRulesTests
{
    [Test]
    public void Quantity_CountsWhatAllHoldAndWhatIsInFlight_EitherWay()
    {
        var bench = new RiskBench();
        bench.Account.Trade(SignalKind.Buy, TestMarket.Ibm, "beta", 60m);
        bench.Account.Signal(SignalKind.Buy, TestMarket.Ibm, "beta", 30m);
        Assert.That(OfMost(bench, 10m), Is.Null);
        AssertRefused(OfMost(bench, 11m), RiskRule.PositionQuantityMax, 100m, 101m);
        Assert.That(OfMost(bench, 100m, OrderSide.Sell), Is.Null, "What another is long makes a short no larger.");
        AssertRefused(OfMost(bench, 101m, OrderSide.Sell), RiskRule.PositionQuantityMax, 100m, 101m);
        Assert.That(OfMost(bench, 60m, OrderSide.Sell, static order => Exit(order with { Intent = order.Intent with { Strategy = new StrategyId("beta") } })), Is.Null, "exits pass");
        Assert.That(bench.Check(200m), Is.Null, "Off unless set.");
    }

    [Test]
    public void Notional_CountsWhatAllHoldAndWhatIsInFlight()
    {
        var bench = new RiskBench(Wide with { PositionNotionalMaxAccount = 10_000m });
        bench.Account.Trade(SignalKind.Buy, TestMarket.Ibm, "beta", 60m);
        bench.Account.Signal(SignalKind.Buy, TestMarket.Ibm, "beta", 30m);
        Assert.That(bench.Check(10m), Is.Null);
        AssertRefused(bench.Check(11m), RiskRule.PositionNotionalMax, 10_000m, 10_100m);
        Assert.That(bench.Check(100m, instrument: TestMarket.Btc), Is.Null, "Another instrument has its own.");
    }

    [Test]
    public void Entry_BeyondAPositionsQuantity_IsShrunk_WhereItsStrategySaysSo()
    {
        var catalog = new InstrumentCatalog(TestMarket.Catalog.All.Select(static one => one.Id.Index == TestMarket.Ibm ? one with { PositionMaxBase = 100m } : one));
        var spec = Spec with { Sizing = new SizingSpec { OnCap = CapPolicy.Shrink } };
        var bench = AccountBench.Running(TestMarket.Setup(Wide, spec) with { Catalog = catalog, Spreads = new SpreadLimits(IsEnabled: false) });
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 140m);
        Assert.That(bench.LastOrder.Terms.Quantity.Base, Is.EqualTo(100m));
    }

    [Test]
    public void Count_IsOfWhatIsHeldOrBeingEntered_ByAnybody_AndAnEntryInOneOfThemOpensNoOther()
    {
        var bench = new RiskBench(Wide with { PositionsMax = 3 });
        bench.Account.Trade(SignalKind.Buy, TestMarket.Btc, "beta", 1m);
        bench.Account.Signal(SignalKind.Buy, TestMarket.Eth, "beta", 1m);
        Assert.That(bench.Check(1m), Is.Null);
        bench.Account.Quote(TestMarket.Call, 5m, 5m);
        bench.Account.Signal(SignalKind.Buy, TestMarket.Call, "beta", 1m);
        AssertRefused(bench.Check(1m), RiskRule.PositionsMax, 3m, 4m);
        Assert.That((bench.Check(1m, instrument: TestMarket.Btc), bench.Check(1m, instrument: TestMarket.Eth)), Is.EqualTo(((RiskRefusal?)null, (RiskRefusal?)null)), "held, and being entered");
        Assert.That(bench.Check(1m, OrderSide.Sell, TestMarket.Btc, static order => Exit(order with { Intent = order.Intent with { Strategy = new StrategyId("beta") } })), Is.Null, "exits pass");
        bench.Account.Report(new VenueEvent.CancelDone(bench.Account.LastOrder.ClientOrderId, "test", bench.Account.Now));
        Assert.That(bench.Check(1m), Is.Null, "What ended unfilled is none.");
    }

    [Test]
    public void Count_OfAStrategy_IsOfItsOwn()
    {
        var bench = new RiskBench();
        foreach (var instrument in new[] { TestMarket.Btc, TestMarket.Eth }) bench.Account.Trade(SignalKind.Buy, instrument, "beta", 1m);
        Assert.That(Ask("alpha", 1), Is.Null);
        AssertRefused(Ask("beta", 2), RiskRule.StrategyPositionsMax, 2m, 3m);
        Assert.That((Ask("beta", 3), Ask("beta", 2, TestMarket.Btc)), Is.EqualTo(((RiskRefusal?)null, (RiskRefusal?)null)));

        RiskRefusal? Ask(string strategy, int most, int instrument = TestMarket.Ibm) =>
            bench.Check(1m, instrument: instrument, change: order => order with { Intent = order.Intent with { Strategy = new StrategyId(strategy) }, Spec = order.Spec! with { PositionsMax = most } });
    }

    [Test]
    public void Count_LeavesDustOut_UntilItsPriceMakesItAPosition()
    {
        var bench = new RiskBench(Wide with { PositionsMax = 1 });
        bench.Account.Trade(SignalKind.Buy, TestMarket.Btc, "beta", 0.15m); // worth 15, and no less than 10 is taken
        AssertRefused(bench.Check(1m), RiskRule.PositionsMax, 1m, 2m);
        bench.Account.Quote(TestMarket.Btc, 66m, 67m);
        Assert.That(bench.Check(1m), Is.Null, "9.90 no order can close.");
        bench.Account.Quote(TestMarket.Btc, 67m, 68m);
        AssertRefused(bench.Check(1m), RiskRule.PositionsMax, 1m, 2m);
    }

    [Test]
    public void Count_OfTwoStrategiesOnOppositeSides_IsOne_ThoughTheirNetIsZero()
    {
        var bench = new RiskBench(Wide with { PositionsMax = 1 });
        bench.Account.Trade(SignalKind.Buy, TestMarket.Ibm, "beta", 5m);
        bench.Account.Trade(SignalKind.Sell, TestMarket.Ibm, "alpha", 5m);
        Assert.That(bench.Account.Books.Positions.NetBase(TestMarket.At(TestMarket.Ibm).Id), Is.Zero);
        AssertRefused(bench.Check(1m, instrument: TestMarket.Btc), RiskRule.PositionsMax, 1m, 2m);
    }

    [Test]
    public void Count_OutlivesARestart_ByJournalAndByCheckpoint()
    {
        var bench = new RiskBench();
        foreach (var instrument in new[] { TestMarket.Btc, TestMarket.Eth, TestMarket.Ibm }) bench.Account.Trade(SignalKind.Buy, instrument, "beta", 1m);
        bench.Account.Signal(SignalKind.Sell, TestMarket.Ibm, "beta", 1m);
        bench.Account.Fill(bench.Account.LastOrder);
        bench.Account.Quote(TestMarket.Call, 5m, 5m);
        bench.Account.Signal(SignalKind.Buy, TestMarket.Call, "beta", 1m);
        foreach (var engine in new[] { bench.Account.Engine, bench.Account.Recovered(), new AccountEngine(bench.Account.Setup, bench.Account.Engine.Capture()) })
            Assert.That(OpenPositions.Count(engine.Account.Books.Stakes, engine.Account.Books.Positions), Is.EqualTo(3));
    }

    [Test]
    public void Count_Full_RefusesASignal_AndTheNextPassesOnceOneIsClosed()
    {
        var bench = AccountBench.Running(TestMarket.Setup(Wide with { PositionsMax = 1 }, Spec) with { Spreads = new SpreadLimits(IsEnabled: false) });
        bench.Trade(SignalKind.Buy, TestMarket.Btc, quantity: 1m);
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        Assert.That((bench.Orders.Count, bench.Refusals.Single().Rule), Is.EqualTo((1, RiskRule.PositionsMax)));
        bench.Trade(SignalKind.Close, TestMarket.Btc);
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        Assert.That(bench.Books.Emergency, Is.EqualTo(EmergencyState.Active));
    }

    private static RiskRefusal? OfMost(RiskBench bench, decimal quantity, OrderSide side = OrderSide.Buy, Func<RiskCase, RiskCase>? change = null) => bench.Check(quantity, side, change: order =>
    {
        var limited = order with { Instrument = order.Instrument with { PositionMaxBase = 100m } };
        return change?.Invoke(limited) ?? limited;
    });
}
