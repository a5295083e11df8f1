using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Simulation.Chance;
using TradingDaemon.Simulation.Oracle;

namespace TradingDaemon.Simulation.Daemon;

/// <summary>The real journal, with a death possible before and after each commit, and a memory of what became durable that outlives the daemon.</summary>
internal sealed class ObservedJournal(IJournal journal, FaultPoints points, DurableFacts durable) : IJournal
{
    /// <summary>Told of every batch before it is committed.</summary>
    public Action<JournalBatch> Offered { get; set; } = static _ => { };

    /// <inheritdoc/>
    public int Epoch => journal.Epoch;

    /// <inheritdoc/>
    public long LastSequence => journal.LastSequence;

    /// <inheritdoc/>
    public IReadOnlyList<DurableOrder> Commit(IReadOnlyList<JournalBatch> batches)
    {
        foreach (var batch in batches) Offered(batch);
        points.Pass(FaultPointKind.Decided);
        durable.Begin(batches);
        try
        {
            var orders = journal.Commit(batches);
            durable.Commit();
            points.Pass(FaultPointKind.Durable);
            return orders;
        }
        catch (IOException)
        {
            Refused();
            throw;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<RecordedFact> ReadAfter(long sequence) => journal.ReadAfter(sequence);

    // A living process whose disk refused knows that nothing was written; a dead one knows nothing, and the next one looks.
    private void Refused()
    {
        if (IsAlive()) durable.Refuse();
    }

    /// <summary>Whether the process still lives.</summary>
    public Func<bool> IsAlive { get; init; } = static () => true;
}
