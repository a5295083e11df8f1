using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Storage.Emergency;

/// <summary>
/// The closing orders of the emergency stop in a file of their own, so that they can be durable while the journal cannot. Append-only,
/// each line flushed to the disk and chained to the one before by its checksum. Thread-safe: several venues are closed at once.
/// </summary>
public sealed class ClosingOrders : IDisposable
{
    /// <summary>Its intents are numbered from here on: further than any journal counts, so that no id of the emergency stop is ever an id of a strategy.</summary>
    public const long SequenceBeginning = 35L * 36 * 36 * 36 * 36 * 36 * 36;

    private readonly Lock _gate = new();
    private readonly ClosingFile _file;
    private readonly int _epoch;
    private readonly Dictionary<ClientOrderId, (OrderIntent Intent, DateTimeOffset At)> _unsettled = []; // at most the intents of one liquidation

    private ClosingOrders(ClosingFile file, int epoch) => (_file, _epoch) = (file, epoch);

    /// <summary>Intents whose end is not known, with when they became durable: they are asked about before anything is closed again.</summary>
    public IReadOnlyList<(OrderIntent Intent, DateTimeOffset At)> Unsettled
    {
        get
        {
            lock (_gate) return [.. _unsettled.Values];
        }
    }

    /// <summary>What was wrong with the file and how it was mended; null when nothing was.</summary>
    public string? Mended => _file.Mended;

    /// <summary>
    /// Opens the file in a store's directory, making it when absent. A torn end is cut off: its order never left. A file damaged elsewhere is
    /// kept aside and a new one begun. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when the disk refuses.
    /// </summary>
    public static ClosingOrders Open(string directory, int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epoch, 1);
        var file = ClosingFile.Open(directory, out var facts);
        var orders = new ClosingOrders(file, epoch);
        foreach (var recorded in facts) orders.Apply(recorded.Fact, recorded.At);
        return orders;
    }

    /// <summary>Makes an order durable; only then may it leave. Throws <see cref="IOException"/> when the disk refuses: then nothing may be sent.</summary>
    /// <param name="make">The order under the id it is given.</param>
    /// <param name="at">When (UTC).</param>
    public DurableOrder Keep(Func<ClientOrderId, ApprovedOrder> make, DateTimeOffset at)
    {
        lock (_gate)
        {
            var id = ClientOrderId.From(StrategyId.Emergency, SequenceBeginning + _file.NextLine, _epoch);
            var order = make(id);
            if (order.Intent.ClientOrderId != id) throw new ArgumentException($"The closing order is {id}, not {order.Intent.ClientOrderId}.", nameof(make));
            Append(new Fact.OrderIntended(order.Intent), at);
            return new DurableOrder(order);
        }
    }

    /// <summary>Notes how an order ended. Throws <see cref="IOException"/> when the disk refuses: it is then asked about once more.</summary>
    public void Settle(ClientOrderId id, OrderEventKind kind, OrderStatus status, string reason, DateTimeOffset at)
    {
        lock (_gate) Append(new Fact.OrderMoved(id, kind, status, null, reason), at);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Append(Fact fact, DateTimeOffset at)
    {
        _file.Append(fact, at);
        Apply(fact, at);
    }

    private void Apply(Fact fact, DateTimeOffset at)
    {
        if (fact is Fact.OrderIntended intended) _unsettled[intended.Intent.ClientOrderId] = (intended.Intent, at);
        if (fact is Fact.OrderMoved moved) _unsettled.Remove(moved.ClientOrderId);
    }
}
