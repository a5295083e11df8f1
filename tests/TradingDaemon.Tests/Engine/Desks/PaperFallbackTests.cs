using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Books;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Desks;

/// <summary>A paper account's entries that never were are filled in the simulation, once, marked, and closed there; nothing else ever is.</summary>
public sealed class PaperFallbackTests
{
    private static readonly string[] OnlyFallback = [FallbackBook.Venue];

    [Test]
    public void Take_AnEntryProvenAbsent_IsFilledOnceAtTheWorseTouchAndMarked()
    {
        var bench = FallbackBench.Running();
        bench.Signal(SignalKind.Buy, quantity: 2m);
        bench.Report(new VenueEvent.OutcomeUnknown(bench.LastOrder.ClientOrderId, "No answer.", bench.Now));
        bench.Quote(TestMarket.Btc, 100.95m, 101.05m, bench.Now.AddMilliseconds(1));
        FallbackBench.Absent(bench, bench.LastOrder);
        FallbackBench.Absent(bench, bench.LastOrder);
        var booked = bench.Facts.OfType<Fact.FillBooked>().Single();
        var order = bench.Books.Orders.Ended.Single();
        Assert.Multiple(() =>
        {
            Assert.That(booked.Fill, Is.EqualTo(new Fill
            {
                ExecutionId = $"fallback-{bench.LastOrder.ClientOrderId}", ExecutionSequence = 1, ClientOrderId = bench.LastOrder.ClientOrderId, Venue = "fallback", Symbol = bench.LastOrder.Symbol, Side = OrderSide.Buy,
                Price = Price.From(101.05m), Quantity = Quantity.From(2m), Fee = new Money(0m, Currency.Usd), Liquidity = Liquidity.Taker, At = bench.Now, IsSimulated = true,
            }));
            Assert.That((booked.Strategy, booked.Status, order.Status, order.FilledBase), Is.EqualTo((AccountBench.Alpha, OrderStatus.Filled, OrderStatus.Filled, 2m)));
            Assert.That(bench.Breaks.Single(), Is.EqualTo(new Fact.BreakFound("fallback", $"order {bench.LastOrder.ClientOrderId}", "Buy 2.000 BTC/USD", "simulated never had it. Looked everywhere.", "filled in simulation only")));
            Assert.That((bench.Net(TestMarket.Btc), bench.Books.Cash.Total["USD"], bench.Books.State), Is.EqualTo((2m, 100_000m - 202.10m, EngineState.Running)));
            Assert.That((bench.Books.Fallback.NetBaseOf(bench.LastOrder.Symbol), bench.Books.Cash.Of(FallbackBook.Venue, "USD")), Is.EqualTo((2m, -202.10m)));
        });
    }

    [Test]
    public void Take_TheDecisionWasWorseThanTheMarket_FillsAtTheDecision()
    {
        var bench = FallbackBench.Running();
        bench.Signal(SignalKind.Buy, quantity: 2m);
        bench.Quote(TestMarket.Btc, 98m, 98.1m, bench.Now.AddMilliseconds(1));
        FallbackBench.Absent(bench, bench.LastOrder);
        Assert.That(bench.Facts.OfType<Fact.FillBooked>().Single().Fill.Price.QuotePerBase, Is.EqualTo(100.05m));
    }

    [Test]
    public void Take_AShortEntryProvenAbsent_IsFilledAtTheWorseBidAndClosedInTheSimulation()
    {
        var bench = FallbackBench.Running(TestMarket.Spec(allowShort: true));
        bench.Signal(SignalKind.Sell, TestMarket.Ibm, quantity: 3m);
        bench.Quote(TestMarket.Ibm, 198.95m, 199.05m, bench.Now.AddMilliseconds(1));
        FallbackBench.Absent(bench, bench.LastOrder);
        Assert.That((bench.Net(TestMarket.Ibm), bench.Books.Cash.Of(FallbackBook.Venue, "USD")), Is.EqualTo((-3m, 3m * 198.95m)));
        bench.Signal(SignalKind.Close, TestMarket.Ibm);
        Assert.That((bench.Orders.Count, bench.Net(TestMarket.Ibm), bench.Books.Fallback.NetBaseOf(TestMarket.SymbolOf(TestMarket.Ibm)), bench.Books.Cash.Of(FallbackBook.Venue, "USD")), Is.EqualTo((1, 0m, 0m, 3m * -0.1m)));
    }

    /// <summary>The statement finds it absent and compares cash and holdings in the same breath: neither differs.</summary>
    [Test]
    public void Take_AStatementThatProvesIt_FindsNoDifference()
    {
        var bench = FallbackBench.Running();
        bench.Signal(SignalKind.Buy, quantity: 2m);
        var left = bench.Statement(cash: new() { ["USD"] = 100_000m }, held: [], lookUps: new() { [bench.LastOrder.ClientOrderId] = null });
        Assert.That((left, bench.Net(TestMarket.Btc), bench.Books.Blocks.Count), Is.EqualTo((0, 2m, 0)));
        Assert.That(bench.Breaks.Select(static found => found.Venue), Is.EqualTo(OnlyFallback));
    }

    /// <summary>What somebody else did to the account is still seen, and what is adopted is the difference without the simulation.</summary>
    [Test]
    public void Take_AStatementThatReallyDiffers_AdoptsOnlyTheRest()
    {
        var setup = FallbackBench.Setup(TestMarket.Spec()) with { Reconciliation = new ReconciliationPolicy { Cash = DifferencePolicy.Adopt, Positions = DifferencePolicy.Adopt } };
        var bench = AccountBench.Running(setup);
        bench.Signal(SignalKind.Buy, quantity: 2m);
        FallbackBench.Absent(bench, bench.LastOrder);
        var left = bench.Statement(cash: new() { ["USD"] = 99_000m }, held: new() { ["BTC/USD"] = 1m });
        Assert.That((left, bench.Facts.OfType<Fact.HoldingAdopted>().Single().SignedBase, bench.Facts.OfType<Fact.CashMoved>().Last().Amount), Is.EqualTo((0, 1m, -1_000m)));
        Assert.That(bench.Statement(cash: new() { ["USD"] = 99_000m }, held: new() { ["BTC/USD"] = 1m }), Is.Zero);
    }

    [Test]
    public void Take_OffByDefault_EndsItAsRejected()
    {
        var bench = AccountBench.Running();
        bench.Signal(SignalKind.Buy, quantity: 2m);
        AssertRejected(bench, bench.LastOrder);
    }

    [Test]
    public void Take_AcknowledgedBefore_IsNeverSimulated()
    {
        var bench = FallbackBench.Running();
        bench.Signal(SignalKind.Buy, quantity: 2m);
        bench.Accept(bench.LastOrder);
        FallbackBench.Absent(bench, bench.LastOrder);
        Assert.That((bench.Facts.OfType<Fact.FillBooked>().Count(), bench.Books.Orders.Ended.Single().Status), Is.EqualTo((0, OrderStatus.Cancelled)));
    }

    [Test]
    public void Take_PartlyFilledBefore_IsNeverSimulated()
    {
        var bench = FallbackBench.Running();
        bench.Signal(SignalKind.Buy, quantity: 2m);
        bench.Fill(bench.LastOrder, 1m);
        FallbackBench.Absent(bench, bench.LastOrder);
        Assert.That((bench.Net(TestMarket.Btc), bench.Books.Orders.Ended.Single().Status), Is.EqualTo((1m, OrderStatus.Cancelled)));
    }

    /// <summary>Its end overtook its fills: it was there.</summary>
    [Test]
    public void Take_AnEndWithFillsWasTold_IsNeverSimulated()
    {
        var bench = FallbackBench.Running();
        bench.Signal(SignalKind.Buy, quantity: 2m);
        bench.Report(new VenueEvent.Expired(bench.LastOrder.ClientOrderId, "Over.", bench.Now) { FilledBase = 1m });
        AssertRejected(bench, bench.LastOrder);
    }

    [Test]
    public void Take_ACancelIsWanted_IsNeverSimulated()
    {
        var bench = FallbackBench.Running();
        bench.Signal(SignalKind.Buy, quantity: 2m);
        bench.Command(new Command.CloseStrategy(AccountBench.Alpha, "test"));
        bench.Report(new VenueEvent.OutcomeUnknown(bench.LastOrder.ClientOrderId, "No answer.", bench.Now)); // forgets the status, not the wish
        AssertRejected(bench, bench.LastOrder);
    }

    [Test]
    public void Take_TooOldToRest_IsNeverSimulated()
    {
        var bench = FallbackBench.Running(TestMarket.Spec(style: OrderStyle.Limit));
        bench.Signal(SignalKind.Buy, quantity: 2m);
        bench.Now = bench.LastOrder.CancelAt!.Value;
        bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
        AssertRejected(bench, bench.LastOrder);
    }

    [Test]
    public void Take_KeptBackOnPurpose_IsNeverSimulated()
    {
        var bench = FallbackBench.Running();
        bench.Signal(SignalKind.Buy, quantity: 2m);
        bench.Report(new VenueEvent.ProvenAbsent(bench.LastOrder.ClientOrderId, "Not sent: emergency stop.", bench.Now) { IsWithheld = true });
        Assert.That((bench.Facts.OfType<Fact.FillBooked>().Count(), bench.Books.Orders.Ended.Single().Status), Is.EqualTo((0, OrderStatus.Rejected)));
    }

    [TestCase(EmergencyState.Reducing), TestCase(EmergencyState.Halted)]
    public void Take_AnEmergency_IsNeverSimulated(EmergencyState state)
    {
        var bench = FallbackBench.Running();
        bench.Signal(SignalKind.Buy, quantity: 2m);
        bench.Command(new Command.SetEmergency(state, "test", "test"));
        AssertRejected(bench, bench.LastOrder);
    }

    [TestCase(EngineState.Paused), TestCase(EngineState.Faulted), TestCase(EngineState.Reconciling)]
    public void Take_TheEngineDoesNotRun_IsNeverSimulated(EngineState state)
    {
        var bench = FallbackBench.Running();
        bench.Signal(SignalKind.Buy, quantity: 2m);
        bench.Command(new Command.ChangeState(state, "test"));
        AssertRejected(bench, bench.LastOrder);
    }

    /// <summary>Whether that process wanted it cancelled is not known for sure.</summary>
    [Test]
    public void Take_OfAnEarlierProcess_IsNeverSimulated()
    {
        var before = FallbackBench.Running();
        before.Signal(SignalKind.Buy, quantity: 2m);
        var bench = new AccountBench(before.Setup, before.Engine.Capture()) { Now = before.Now.AddSeconds(1) };
        bench.Boot();
        bench.Command(new Command.ChangeState(EngineState.Running, "test"));
        bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
        AssertRejected(bench, before.LastOrder);
    }

    [Test]
    public void Take_WithoutAFreshQuote_IsNeverSimulated()
    {
        var bench = FallbackBench.Running();
        bench.Signal(SignalKind.Buy, quantity: 2m);
        bench.Now += bench.Engine.Account.Limits.QuoteAgeMax + TimeSpan.FromMilliseconds(1);
        AssertRejected(bench, bench.LastOrder);
    }

    [TestCase(OrderStyle.Limit, 100.06), TestCase(OrderStyle.ImmediateOrCancel, 100.06), TestCase(OrderStyle.PostOnly, 100.05), TestCase(OrderStyle.PostOnly, 90.0)]
    public void Take_ALimitThatWouldNotTake_IsNeverSimulated(OrderStyle style, double ask)
    {
        var bench = FallbackBench.Running(TestMarket.Spec(style: style));
        bench.Signal(SignalKind.Buy, quantity: 2m);
        bench.Quote(TestMarket.Btc, (decimal)ask - 0.1m, (decimal)ask, bench.Now.AddMilliseconds(1));
        AssertRejected(bench, bench.LastOrder);
    }

    [TestCase(OrderStyle.Limit), TestCase(OrderStyle.ImmediateOrCancel)]
    public void Take_ALimitThatWouldTake_IsFilledWithinIt(OrderStyle style)
    {
        var bench = FallbackBench.Running(TestMarket.Spec(style: style));
        bench.Signal(SignalKind.Buy, quantity: 2m);
        FallbackBench.Absent(bench, bench.LastOrder);
        Assert.That(bench.Facts.OfType<Fact.FillBooked>().Single().Fill.Price, Is.EqualTo(((OrderTerms.Limit)bench.LastOrder.Terms).Price));
    }

    /// <summary>The real holding would be left to nobody; the exit is decided again instead.</summary>
    [Test]
    public void Take_AnExitProvenAbsent_IsNeverSimulated()
    {
        var bench = FallbackBench.Running();
        bench.Trade(SignalKind.Buy, quantity: 2m);
        bench.Signal(SignalKind.Close);
        FallbackBench.Absent(bench, bench.LastOrder);
        Assert.That((bench.Net(TestMarket.Btc), bench.Books.Orders.Find(bench.LastOrder.ClientOrderId)?.Status, bench.Books.Fallback.NetBaseOf(bench.LastOrder.Symbol)), Is.EqualTo((2m, (OrderStatus?)OrderStatus.Rejected, 0m)));
    }

    /// <summary>Two strategies on both sides: closing one in the simulation would leave the other's to be sold where it is not.</summary>
    [Test]
    public void Take_AgainstASimulatedHoldingOfTheOtherSide_IsNeverSimulated()
    {
        var bench = FallbackBench.Running(TestMarket.Spec(), TestMarket.Spec("beta", allowShort: true));
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 2m);
        FallbackBench.Absent(bench, bench.LastOrder);
        bench.Signal(SignalKind.Sell, TestMarket.Ibm, "beta", 2m);
        FallbackBench.Absent(bench, bench.LastOrder);
        Assert.That((bench.Net(TestMarket.Ibm), bench.Net(TestMarket.Ibm, "beta")), Is.EqualTo((2m, 0m)));
    }

    /// <summary>Bug: an entry against one's own order in flight on the other side ended flat in the books, with a real holding at the venue that nobody would ever close.</summary>
    [Test]
    public void Take_AgainstWhatItsStrategyHoldsOrMayComeToHold_IsNeverSimulated([Values] bool isFilled)
    {
        var bench = FallbackBench.Running(TestMarket.Spec(allowShort: true));
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 2m);
        var buy = bench.LastOrder;
        bench.Signal(SignalKind.Sell, TestMarket.Ibm, quantity: 2m);
        var sell = bench.LastOrder;
        if (isFilled) bench.Fill(buy);
        FallbackBench.Absent(bench, sell);
        Assert.That((bench.Net(TestMarket.Ibm), bench.Books.Orders.Find(sell.ClientOrderId)?.Status), Is.EqualTo((isFilled ? 2m : 0m, (OrderStatus?)OrderStatus.Rejected)));
    }

    [Test]
    public void Take_TheRealFillComesAfterAll_IsBookedAndStopsEntries()
    {
        var bench = FallbackBench.Running();
        bench.Signal(SignalKind.Buy, quantity: 2m);
        var order = bench.LastOrder;
        FallbackBench.Absent(bench, order);
        bench.Fill(order, 2m, 100m);
        Assert.That((bench.Net(TestMarket.Btc), bench.Books.State), Is.EqualTo((4m, EngineState.Faulted)));
        Assert.That(bench.Breaks.Last(), Is.EqualTo(new Fact.BreakFound("simulated", $"order {order.ClientOrderId}", "ordered 2.000", "filled 4.000", "booked; entries stopped")));
        var cash = new SortedDictionary<string, decimal> { ["USD"] = 99_800m };
        Assert.That(bench.Statement(cash, new() { ["BTC/USD"] = 2m }), Is.Zero);
        bench.Signal(SignalKind.Close);
        Assert.That((bench.LastOrder.Terms.Quantity.Base, bench.LastOrder.Side, bench.LastOrder.Venue), Is.EqualTo((2m, OrderSide.Sell, "simulated")), "the real half is sold at the venue");
    }

    /// <summary>It works at the venue although it was proven absent: it is cancelled there, as anything that has ended here.</summary>
    [Test]
    public void Take_TheRealOrderAppearsAfterAll_IsCancelledAtTheVenue()
    {
        var bench = FallbackBench.Running();
        bench.Signal(SignalKind.Buy, quantity: 2m);
        var order = bench.LastOrder;
        FallbackBench.Absent(bench, order);
        var late = new OrderReport(order.ClientOrderId, "V1", order.Symbol, order.Side, OrderStatus.Open, 2m, 0m);
        for (var i = 0; i < 2; i++) bench.Statement(cash: new() { ["USD"] = 100_000m }, held: [], open: [late]);
        Assert.That(bench.Cancels.Single().VenueOrderId, Is.EqualTo("V1"));
        Assert.That(bench.Breaks.Select(static found => found.Venue), Is.EqualTo(new[] { "fallback", "simulated" }));
    }

    private static void AssertRejected(AccountBench bench, OrderIntent order)
    {
        FallbackBench.Absent(bench, order);
        Assert.That((bench.Facts.OfType<Fact.FillBooked>().Count(), bench.Books.Orders.Find(order.ClientOrderId)?.Status, bench.Books.Cash.At(FallbackBook.Venue).Count), Is.EqualTo((0, (OrderStatus?)OrderStatus.Rejected, 0)));
    }
}
