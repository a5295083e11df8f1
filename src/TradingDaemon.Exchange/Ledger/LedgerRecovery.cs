namespace TradingDaemon.Exchange.Ledger;

/// <summary>What opening a ledger found.</summary>
/// <param name="Events">How many whole events were read; 0 for a new ledger.</param>
/// <param name="TornBytes">Bytes of a half-written last line that were cut off; normally 0.</param>
public sealed record LedgerRecovery(long Events, long TornBytes);
