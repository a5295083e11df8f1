namespace TradingDaemon.Domain.Positions;

/// <summary>Part of a position opened by one fill and not yet closed.</summary>
/// <param name="QuantityBase">Signed: above zero long, below zero short; never zero.</param>
/// <param name="PriceQuote">Entry price.</param>
/// <param name="FeeQuote">Entry fee still attached to this quantity, in quote currency.</param>
/// <param name="OpenedAt">When the fill happened (UTC).</param>
/// <param name="ExecutionId">The opening execution.</param>
public sealed record Lot(decimal QuantityBase, decimal PriceQuote, decimal FeeQuote, DateTimeOffset OpenedAt, string ExecutionId);
