using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Pipeline;

/// <summary>A batch on its way to the journal.</summary>
/// <param name="Batch">What was decided.</param>
/// <param name="DecidedTimestamp">When.</param>
internal readonly record struct DecidedBatch(JournalBatch Batch, long DecidedTimestamp);
