using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Simulation.Tests.World;

namespace TradingDaemon.Simulation.Tests.Daemon;

/// <summary>The real journal, with a kill possible before and after each commit, and a memory of what became durable that outlives the daemon.</summary>
internal sealed class KillableJournal(IJournal journal, Fate fate, List<RecordedFact> durable) : IJournal
{
    private const int KillOneIn = 2_500; // the two places where a kill matters most

    /// <summary>Told of every batch that became durable.</summary>
    public Action<JournalBatch> Committed { get; set; } = static _ => { };

    public int Epoch => journal.Epoch;

    public long LastSequence => journal.LastSequence;

    public IReadOnlyList<DurableOrder> Commit(IReadOnlyList<JournalBatch> batches)
    {
        fate.Point(KillOneIn);
        var orders = journal.Commit(batches);
        foreach (var batch in batches)
        {
            durable.AddRange(batch.Facts);
            Committed(batch);
        }

        fate.Point(KillOneIn);
        return orders;
    }

    public IEnumerable<RecordedFact> ReadAfter(long sequence) => journal.ReadAfter(sequence);
}
