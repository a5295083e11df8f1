using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Engine.Books;

/// <summary>Numbers facts, applies each at once, and gathers what one step decided until the driver takes it.</summary>
/// <param name="books">What facts change.</param>
public sealed class FactLog(AccountBooks books)
{
    private List<RecordedFact> _facts = [];
    private List<ApprovedOrder> _orders = [];
    private List<OrderReference> _cancels = [];

    /// <summary>Whether anything waits to be taken.</summary>
    public bool IsEmpty => _facts.Count == 0 && _cancels.Count == 0;

    /// <summary>Makes a fact so, now.</summary>
    public void Emit(Fact fact, DateTimeOffset now)
    {
        var recorded = new RecordedFact(books.Sequence + 1, now, fact);
        books.Apply(recorded);
        _facts.Add(recorded);
    }

    /// <summary>Makes an intent a fact and queues its order for sending.</summary>
    public void Emit(ApprovedOrder order, DateTimeOffset now)
    {
        Emit(new Fact.OrderIntended(order.Intent), now);
        _orders.Add(order);
    }

    /// <summary>Makes a cancel request a fact and queues it for sending; nothing when the order cannot be cancelled any more.</summary>
    public void EmitCancel(OrderState order, string reason, DateTimeOffset now)
    {
        if (OrderTransitions.Next(order.Status, OrderEventKind.CancelRequested) is not { } next) return;
        Emit(new Fact.OrderMoved(order.Intent.ClientOrderId, OrderEventKind.CancelRequested, next, null, reason), now);
        _cancels.Add(new OrderReference(order.Intent.ClientOrderId, order.VenueOrderId, order.Intent.Symbol) { Venue = order.Intent.Venue });
    }

    /// <summary>Queues a cancel of an order that is not in the books; why is told by a fact of its own.</summary>
    public void EmitCancel(OrderReference stranger) => _cancels.Add(stranger);

    /// <summary>What was decided since the last take, or null when nothing was.</summary>
    public JournalBatch? Take()
    {
        if (IsEmpty) return null;
        var batch = new JournalBatch(_facts, _orders, _cancels);
        (_facts, _orders, _cancels) = ([], [], []);
        return batch;
    }
}
