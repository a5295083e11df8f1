namespace TradingDaemon.Cli.Replay;

/// <summary>What one strategy made of a replay; amounts in account currency.</summary>
/// <param name="Strategy">Its name.</param>
/// <param name="Realized">Realized P&amp;L, net of fees.</param>
/// <param name="Unrealized">P&amp;L of open positions; null when one has no price.</param>
/// <param name="Fees">Paid; zero or more.</param>
/// <param name="Orders">Decided.</param>
/// <param name="Fills">Booked.</param>
internal sealed record StrategyResult(string Strategy, decimal Realized, decimal? Unrealized, decimal Fees, long Orders, long Fills);
