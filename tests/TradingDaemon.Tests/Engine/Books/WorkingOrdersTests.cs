using System.Globalization;
using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Books;

public sealed class WorkingOrdersTests
{
    [Test]
    public void Set_MoreEndedThanAreKept_ForgetsTheOldestOnly()
    {
        var orders = new WorkingOrders([], [], []);
        for (var i = 1; i <= WorkingOrders.EndedMax + 5; i++) orders.Set(Order(i, OrderStatus.Filled));
        Assert.Multiple(() =>
        {
            Assert.That(orders.Ended.Count(), Is.EqualTo(WorkingOrders.EndedMax));
            Assert.That(orders.Find(Id(5)), Is.Null);
            Assert.That(orders.Find(Id(6))?.Status, Is.EqualTo(OrderStatus.Filled));
            Assert.That(orders.Ended.First().Intent.ClientOrderId, Is.EqualTo(Id(6)), "oldest first");
        });
        var restored = new WorkingOrders(orders.Open, orders.Ended, orders.CancelsWanted);
        Assert.That(restored.Ended, Is.EqualTo(orders.Ended));
    }

    [Test]
    public void Set_AnEndedOneAgain_KeepsItsPlace()
    {
        var orders = new WorkingOrders([], [Order(1, OrderStatus.Cancelled), Order(2, OrderStatus.Filled)], []);
        orders.Set(Order(1, OrderStatus.Cancelled, filled: 3m));
        Assert.That(orders.Ended.Select(static order => (order.Intent.ClientOrderId, order.FilledBase)), Is.EqualTo(new[] { (Id(1), 3m), (Id(2), 0m) }));
    }

    [Test]
    public void Set_UntilTheEnd_MovesFromOpenToEnded()
    {
        var orders = new WorkingOrders([], [], []);
        foreach (var status in new[] { OrderStatus.PendingAck, OrderStatus.Open, OrderStatus.PartiallyFilled, OrderStatus.CancelPending, OrderStatus.Unknown })
        {
            orders.Set(Order(1, status));
            Assert.That((orders.Open.Single().Status, orders.Ended.Count()), Is.EqualTo((status, 0)));
        }

        orders.Set(Order(1, OrderStatus.Expired));
        Assert.That((orders.Open.Count, orders.Ended.Single().Status, orders.Find(Id(1))?.Status), Is.EqualTo((0, OrderStatus.Expired, (OrderStatus?)OrderStatus.Expired)));
    }

    [Test]
    public void InFlightBase_CountsWhatRemainsBySideSymbolAndStrategy()
    {
        var orders = new WorkingOrders([
            Order(1, OrderStatus.Open, filled: 4m), Order(2, OrderStatus.Unknown, OrderSide.Sell), Order(3, OrderStatus.CancelPending, strategy: "beta"),
            Order(4, OrderStatus.PendingAck, instrument: TestMarket.Btc)], [Order(5, OrderStatus.Filled)], []);
        var ibm = TestMarket.SymbolOf(TestMarket.Ibm);
        Assert.Multiple(() =>
        {
            Assert.That(orders.InFlightBase(ibm, OrderSide.Buy, null), Is.EqualTo(16m));
            Assert.That(orders.InFlightBase(ibm, OrderSide.Buy, new StrategyId("alpha")), Is.EqualTo(6m));
            Assert.That(orders.InFlightBase(ibm, OrderSide.Sell, null), Is.EqualTo(10m));
            Assert.That(orders.InFlightBase(new PositionKey(new StrategyId("alpha"), ibm)), Is.EqualTo(-4m));
            Assert.That(orders.InFlightBase(new PositionKey(new StrategyId("beta"), ibm)), Is.EqualTo(10m));
        });
    }

    private static ClientOrderId Id(int number) => new(number.ToString(CultureInfo.InvariantCulture));

    private static OrderState Order(int number, OrderStatus status, OrderSide side = OrderSide.Buy, decimal filled = 0m, string strategy = "alpha", int instrument = TestMarket.Ibm) => new(
        new OrderIntent
        {
            ClientOrderId = Id(number), Strategy = new StrategyId(strategy), Symbol = TestMarket.SymbolOf(instrument), Venue = "simulated", Side = side,
            Terms = new OrderTerms.Market(Quantity.From(10m)), IsReduceOnly = false, Reason = "Because.", DecisionBid = 1m, DecisionAsk = 1m, DecidedAt = TestMarket.Start,
        },
        status, null, filled, 0m);
}
