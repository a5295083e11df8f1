using NUnit.Framework;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Desks;

/// <summary>Somebody at the venue changes an order of ours. It is told, and nothing stays blocked for it.</summary>
public sealed class VenueEditsTests
{
    [TestCase(12, null)]
    [TestCase(7, null)]
    [TestCase(10, 190.0)]
    [TestCase(10, 199.0)]
    public void Take_AWorkingOrderThatWasChanged_IsToldOnceAndCancelled(int quantity, double? price)
    {
        var bench = Resting();
        var changed = Report(bench.LastOrder, quantity, 0m) with { PriceQuote = price is { } moved ? (decimal)moved : LimitOf(bench.LastOrder) };
        Assert.That(bench.Statement(open: [changed]), Is.Zero, "Known, and on its way out: entries go on.");
        Assert.That((bench.Cancels.Single().ClientOrderId, bench.Books.Orders.Open.Single().Status), Is.EqualTo((bench.LastOrder.ClientOrderId, OrderStatus.CancelPending)));
        bench.Statement(open: [changed]);
        Assert.That((bench.Breaks.Single().Subject, bench.Breaks.Single().Resolution, bench.Cancels.Count), Is.EqualTo(($"order {bench.LastOrder.ClientOrderId}", "cancelled at the venue", 2)), "Told once, asked again.");
    }

    [Test]
    public void Take_AWorkingOrderAsItWasAsked_IsNoDifference([Values] bool saysPrice)
    {
        var bench = Resting();
        Assert.That(bench.Statement(open: [Report(bench.LastOrder, 10m, 0m) with { PriceQuote = saysPrice ? LimitOf(bench.LastOrder) : null }]), Is.Zero);
        Assert.That((bench.Breaks.Count(), bench.Cancels.Count), Is.EqualTo((0, 0)));
    }

    /// <summary>Bug, found by the simulation: it was complete at the venue and never here, and entries stayed stopped for ever.</summary>
    [Test]
    public void Take_AnOrderThatWasReducedToWhatIsFilled_EndsWithItsFills([Values] bool fillsAreLate)
    {
        var bench = Resting();
        var id = bench.LastOrder.ClientOrderId;
        var fill = bench.FillOf(bench.LastOrder, 4m, 190m);
        var found = new Dictionary<ClientOrderId, OrderReport?> { [id] = Report(bench.LastOrder, 4m, 4m) with { Status = OrderStatus.Filled } };
        if (!fillsAreLate) bench.Report(new VenueEvent.Executed(fill));
        bench.Statement(cash: new() { ["USD"] = 99_240m }, held: new() { ["IBM"] = 4m }, lookUps: found);
        Assert.That(bench.Books.Orders.Open.Count, Is.EqualTo(fillsAreLate ? 1 : 0));
        Assert.That(bench.Statement(cash: new() { ["USD"] = 99_240m }, held: new() { ["IBM"] = 4m }, fills: [fill], lookUps: found), Is.Zero);
        var ended = bench.Books.Orders.Ended.Single();
        Assert.That((ended.Status, ended.FilledBase, bench.Books.Blocks.Count), Is.EqualTo((OrderStatus.Cancelled, 4m, 0)));
        Assert.That(bench.Breaks.Count(found => found.Subject == $"order {id}" && found.Theirs == "4 ordered, 4 filled"), Is.EqualTo(1));
    }

    [Test]
    public void Take_AnOrderThatEndedHereAndWorksOnEnlarged_IsCancelledAtOnce()
    {
        var bench = Resting();
        bench.Fill(bench.LastOrder, 10m, 190m);
        Assert.That(bench.Statement(open: [Report(bench.LastOrder, 15m, 10m)]), Is.Zero);
        Assert.That((bench.Cancels.Single().VenueOrderId, bench.Breaks.Single().Resolution), Is.EqualTo(("V1", "cancelled at the venue")));
    }

    [TestCase(SignalKind.Buy, 200.5, true)]
    [TestCase(SignalKind.Buy, 100, false)]
    [TestCase(SignalKind.Sell, 199.5, true)]
    [TestCase(SignalKind.Sell, 300, false)]
    public void Take_AFillWorseThanItsLimit_IsBookedAndTold(SignalKind kind, double price, bool isTold)
    {
        var bench = Resting(kind);
        bench.Fill(bench.LastOrder, 10m, (decimal)price);
        Assert.That((Math.Abs(bench.Net(TestMarket.Ibm)), bench.Breaks.Count(found => found.Resolution == "booked")), Is.EqualTo((10m, isTold ? 1 : 0)));
    }

    private static AccountBench Resting(SignalKind kind = SignalKind.Buy)
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec() with { OrderStyle = OrderStyle.PostOnly, AllowShort = true }));
        bench.Signal(kind, TestMarket.Ibm, quantity: 10m);
        bench.Report(new VenueEvent.Accepted(bench.LastOrder.ClientOrderId, "V1", bench.Now));
        return bench;
    }

    private static decimal LimitOf(OrderIntent intent) => ((OrderTerms.Limit)intent.Terms).Price.QuotePerBase;

    private static OrderReport Report(OrderIntent intent, decimal quantity, decimal filled) =>
        new(intent.ClientOrderId, "V1", intent.Symbol, intent.Side, filled > 0m ? OrderStatus.PartiallyFilled : OrderStatus.Open, quantity, filled);
}
