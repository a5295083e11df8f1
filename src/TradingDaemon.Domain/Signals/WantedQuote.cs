namespace TradingDaemon.Domain.Signals;

/// <summary>One order a market maker wants to rest.</summary>
/// <param name="Layer">Which layer of its side, 0 the innermost; with the side it names the quote.</param>
/// <param name="IsBid">A bid, which buys; else an ask.</param>
/// <param name="PriceQuote">Its limit, quote currency per base; above zero. It is put on the tick grid away from the market.</param>
/// <param name="QuantityBase">How much, base; above zero. It is cut to whole lots and to what bounds leave.</param>
public sealed record WantedQuote(byte Layer, bool IsBid, decimal PriceQuote, decimal QuantityBase);
