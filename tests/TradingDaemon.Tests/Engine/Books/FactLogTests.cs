using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Books;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FactLogTests
{
    private readonly AccountBooks _books = new(TestMarket.Catalog, new AccountState { Sequence = 41 });
    private readonly FactLog _log;

    public FactLogTests() => _log = new FactLog(_books);

    [Test]
    public void Take_OfNothing_IsNull() => Assert.That((_log.IsEmpty, _log.Take()), Is.EqualTo((true, (TradingDaemon.Domain.Ports.JournalBatch?)null)));

    [Test]
    public void Emit_IsSoAtOnceAndNumberedOn()
    {
        _log.Emit(new Fact.CashMoved("USD", 1m, "in"), TestMarket.Start);
        _log.Emit(new Fact.CashMoved("USD", 2m, "in"), TestMarket.Start.AddSeconds(1));
        Assert.That((_books.Cash.Total["USD"], _log.IsEmpty), Is.EqualTo((3m, false)));
        var batch = _log.Take()!;
        Assert.That(batch.Facts.Select(static fact => (fact.Sequence, fact.At)), Is.EqualTo(new[] { (42L, TestMarket.Start), (43L, TestMarket.Start.AddSeconds(1)) }));
        Assert.That((_log.Take(), _log.IsEmpty), Is.EqualTo(((TradingDaemon.Domain.Ports.JournalBatch?)null, true)));
        _log.Emit(new Fact.CashMoved("USD", 2m, "in"), TestMarket.Start);
        Assert.That(batch.Facts, Has.Count.EqualTo(2), "A batch once taken is nobody else's any more.");
    }

    [Test]
    public void Emit_OfAnOrder_HasItsIntentInTheSameBatch()
    {
        var intent = Intent();
        _log.Emit(new ApprovedOrder(intent), TestMarket.Start);
        var batch = _log.Take()!;
        Assert.That((batch.Facts.Single().Fact, batch.Orders.Single().Intent), Is.EqualTo(((Fact)new Fact.OrderIntended(intent), intent)));
    }

    [Test]
    public void EmitCancel_OnlyWhatCanBeCancelled()
    {
        var intent = Intent();
        _log.Emit(new ApprovedOrder(intent), TestMarket.Start);
        _log.EmitCancel(_books.Orders.Open.Single(), "old", TestMarket.Start);
        Assert.That(_books.Orders.Open.Single().Status, Is.EqualTo(OrderStatus.CancelPending));
        _log.Emit(new Fact.OrderMoved(intent.ClientOrderId, OrderEventKind.CancelConfirmed, OrderStatus.Cancelled, null, null), TestMarket.Start);
        _log.EmitCancel(_books.Orders.Ended.Single(), "again", TestMarket.Start);
        var batch = _log.Take()!;
        Assert.That((batch.Cancels.Single().ClientOrderId, batch.Facts.Count), Is.EqualTo((intent.ClientOrderId, 3)));
    }

    private static OrderIntent Intent() => new()
    {
        ClientOrderId = ClientOrderId.From(new StrategyId("alpha"), 1, 1), Strategy = new StrategyId("alpha"), Symbol = TestMarket.SymbolOf(TestMarket.Ibm), Venue = "simulated",
        Side = OrderSide.Buy, Terms = new OrderTerms.Market(Quantity.From(1m)), IsReduceOnly = false, Reason = "Because.", DecisionBid = 1m, DecisionAsk = 1m, DecidedAt = TestMarket.Start,
    };
}
