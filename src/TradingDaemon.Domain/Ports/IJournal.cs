using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Domain.Ports;

/// <summary>The durable order of facts. One writer; everything of one call is committed together, or nothing is.</summary>
public interface IJournal
{
    /// <summary>The epoch of this opening of the store: above zero, and above those of all openings before unless it is pinned.</summary>
    int Epoch { get; }

    /// <summary>Sequence of the newest durable fact; 0 when there is none.</summary>
    long LastSequence { get; }

    /// <summary>
    /// Commits all facts of all batches in one transaction and one disk flush, then mints their orders as durable.
    /// Throws <see cref="IOException"/> when the disk is full, read-only or locked: then nothing was written and nothing may be sent.
    /// Throws <see cref="InvalidDataException"/> on a gap in the sequences or a client order id or execution that is already there.
    /// </summary>
    IReadOnlyList<DurableOrder> Commit(IReadOnlyList<JournalBatch> batches);

    /// <summary>Facts with a sequence above <paramref name="sequence"/>, in order, streamed.</summary>
    IEnumerable<RecordedFact> ReadAfter(long sequence);
}
