namespace TradingDaemon.Domain.Signals;

/// <summary>Which quote of a market maker an order is; with strategy, symbol and side it names the one place it holds.</summary>
/// <param name="Layer">The layer of its side, 0 the innermost.</param>
public sealed record QuoteOf(byte Layer);
