using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Account;
using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Simulation.Tests.World;
using TradingDaemon.Storage.Json;

namespace TradingDaemon.Simulation.Tests.Oracle;

/// <summary>The books held against the exchange's own ledger, once nothing is under way any more.</summary>
internal sealed class LedgerComparison(SimulatedExchange exchange, AccountEngine engine, IReadOnlyList<RecordedFact> facts, IReadOnlyList<string> arrived)
{
    private readonly Dictionary<string, OrderIntent> _intents = facts.Select(static recorded => recorded.Fact).OfType<Fact.OrderIntended>()
        .ToDictionary(static intended => intended.Intent.ClientOrderId.Text, static intended => intended.Intent, StringComparer.Ordinal);

    public void AssertAll()
    {
        AssertOrdersAreIntended();
        AssertFillsAreBookedOnce();
        AssertOrdersEndedAlike();
        AssertBalancesAgree();
        AssertProfitIsTheLedgers();
        AssertFoldIsTheBooks();
    }

    private void AssertOrdersAreIntended()
    {
        Assert.That(arrived, Is.Unique, "One client order id is at most one order at the venue.");
        Assert.That(arrived.Where(id => !_intents.ContainsKey(id)), Is.Empty, "No order reaches a venue without its durable intent.");
    }

    private void AssertFillsAreBookedOnce()
    {
        var booked = facts.Select(static recorded => recorded.Fact).OfType<Fact.FillBooked>().ToDictionary(static fact => fact.Fill.ExecutionSequence);
        var executed = exchange.ExecutionsSince(0, int.MaxValue);
        Assert.That(booked.Keys.Order(), Is.EqualTo(executed.Select(static execution => execution.Sequence)), "Each execution is booked exactly once.");
        foreach (var execution in executed)
        {
            var fact = booked[execution.Sequence];
            var ours = (fact.Fill.ClientOrderId.Text, fact.Fill.Symbol.Text, fact.Fill.Side.ToString(), fact.Fill.Price.QuotePerBase, fact.Fill.Quantity.Base, fact.Fill.Fee.Amount, fact.Strategy);
            var theirs = (execution.ClientOrderId, execution.Symbol, execution.Side.ToString(), execution.Price, execution.Quantity, execution.Fee, _intents[execution.ClientOrderId].Strategy);
            Assert.That(ours, Is.EqualTo(theirs), $"Execution {execution.Sequence}.");
        }
    }

    private void AssertOrdersEndedAlike()
    {
        var statuses = new Dictionary<string, OrderStatus>(StringComparer.Ordinal);
        foreach (var recorded in facts)
            switch (recorded.Fact)
            {
                case Fact.OrderIntended intended: statuses[intended.Intent.ClientOrderId.Text] = OrderStatus.PendingAck; break;
                case Fact.OrderMoved moved: statuses[moved.ClientOrderId.Text] = moved.Status; break;
                case Fact.FillBooked booked: statuses[booked.Fill.ClientOrderId.Text] = booked.Status; break;
                default: break;
            }

        var faults = statuses.Select(pair => (Id: pair.Key, Ours: pair.Value, Theirs: exchange.FindOrder(pair.Key)?.Condition)).Where(static order => !IsSame(order.Ours, order.Theirs));
        Assert.That(faults, Is.Empty, "Every order ended as the venue says, or truly works there.");
        Assert.That(engine.Account.Books.Orders.Open.Select(static order => (order.Intent.ClientOrderId.Text, order.FilledBase)),
            Is.EquivalentTo(exchange.OpenOrders().Select(static order => (order.Request.ClientOrderId, order.Filled))), "Open orders.");
    }

    private static bool IsSame(OrderStatus ours, OrderCondition? theirs) => ours switch
    {
        OrderStatus.Filled => theirs == OrderCondition.Filled,
        OrderStatus.Cancelled => theirs == OrderCondition.Cancelled,
        OrderStatus.Expired => theirs == OrderCondition.Expired,
        OrderStatus.Rejected => theirs is null or OrderCondition.Rejected,
        OrderStatus.Open or OrderStatus.PartiallyFilled or OrderStatus.CancelPending => theirs is OrderCondition.Open or OrderCondition.PartiallyFilled,
        _ => false,
    };

    private void AssertBalancesAgree()
    {
        Assert.That(engine.Account.Books.Cash.Where(static pair => pair.Value != 0m), Is.EquivalentTo(exchange.Cash().Where(static pair => pair.Value != 0m)), "Cash.");
        var held = engine.Account.Books.Positions.All.GroupBy(static book => book.Key.Symbol.Text)
            .ToDictionary(static group => group.Key, static group => group.Sum(static book => book.NetBase), StringComparer.Ordinal);
        Assert.That(held.Where(static pair => pair.Value != 0m), Is.EquivalentTo(exchange.Holdings()), "Holdings.");
    }

    // In the order fills were booked, which a network may have changed; where a position is flat the order cannot matter and the cash tells.
    private void AssertProfitIsTheLedgers()
    {
        var executions = exchange.ExecutionsSince(0, int.MaxValue).ToDictionary(static execution => execution.Sequence);
        var shadows = new Dictionary<PositionKey, ShadowLots>();
        foreach (var booked in facts.Select(static recorded => recorded.Fact).OfType<Fact.FillBooked>())
        {
            var execution = executions[booked.Fill.ExecutionSequence];
            var key = new PositionKey(_intents[execution.ClientOrderId].Strategy, new Symbol(execution.Symbol));
            if (!shadows.TryGetValue(key, out var lots)) shadows.Add(key, lots = new ShadowLots(Ground.Catalog.Find(key.Symbol)!.Multiplier));
            lots.Book(execution.BaseFlow, execution.Price, execution.Fee);
        }

        Assert.That(engine.Account.Books.Positions.All.Select(static book => book.Key), Is.EquivalentTo(shadows.Keys));
        foreach (var book in engine.Account.Books.Positions.All)
        {
            var shadow = shadows[book.Key];
            Assert.That(book.NetBase, Is.EqualTo(shadow.Net), $"Position of {book.Key}.");
            Assert.That(book.FeesQuote, Is.EqualTo(shadow.Fees), $"Fees of {book.Key}.");
            Assert.That(book.RealizedQuote, Is.EqualTo(shadow.Realized).Within(1e-15m), $"Realized P&L of {book.Key}.");
            if (shadow.Net == 0m) Assert.That(book.RealizedQuote, Is.EqualTo(shadow.CashFlow).Within(1e-15m), $"Realized P&L of the flat {book.Key} is its cash flow.");
        }
    }

    private void AssertFoldIsTheBooks()
    {
        var folded = new AccountEngine(Ground.Setup, new AccountState());
        AccountEngine? resumed = null;
        foreach (var recorded in facts)
        {
            if (recorded.Sequence == (facts.Count / 2) + 1)
                resumed = new AccountEngine(Ground.Setup, JsonSerializer.Deserialize(Canonical(folded), Spelling.AccountState)!);
            folded.Recover(recorded);
            resumed?.Recover(recorded);
        }

        Assert.That(Canonical(folded), Is.EqualTo(Canonical(engine)), "The books are the fold of their facts.");
        Assert.That(Canonical(resumed!), Is.EqualTo(Canonical(folded)), "A fold that began at a checkpoint ends at the same books.");
    }

    private static string Canonical(AccountEngine of) => JsonSerializer.Serialize(of.Capture(), Spelling.AccountState);
}
