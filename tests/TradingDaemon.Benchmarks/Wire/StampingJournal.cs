using System.Diagnostics;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Benchmarks.Wire;

/// <summary>The daemon's own journal, and a stamp on each order once its commit is over.</summary>
internal sealed class StampingJournal(IJournal journal, WireStamps stamps) : IJournal
{
    /// <inheritdoc/>
    public int Epoch => journal.Epoch;

    /// <inheritdoc/>
    public long LastSequence => journal.LastSequence;

    /// <inheritdoc/>
    public IReadOnlyList<DurableOrder> Commit(IReadOnlyList<JournalBatch> batches)
    {
        var orders = journal.Commit(batches);
        var now = Stopwatch.GetTimestamp();
        foreach (var order in orders) stamps.Durable(order.Intent.ClientOrderId.Text, now);
        return orders;
    }

    /// <inheritdoc/>
    public IEnumerable<RecordedFact> ReadAfter(long sequence) => journal.ReadAfter(sequence);
}
