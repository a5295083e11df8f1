using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Pipeline;

/// <summary>A batch on its way to the journal.</summary>
/// <param name="Batch">What was decided.</param>
/// <param name="DecidedTimestamp">When.</param>
/// <param name="HasAnsweredCancelsSent">Whether its cancels of orders the venue has answered left already: they are safe to repeat, never add exposure, and wait for no disk.</param>
internal readonly record struct DecidedBatch(JournalBatch Batch, long DecidedTimestamp, bool HasAnsweredCancelsSent)
{
    /// <summary>The cancels that leave after the commit: an order without the venue's answer may not have left itself, and would be overtaken.</summary>
    public IEnumerable<OrderReference> CancelsLeft => HasAnsweredCancelsSent ? Batch.Cancels.Where(static cancel => !cancel.IsAnswered) : Batch.Cancels;
}
