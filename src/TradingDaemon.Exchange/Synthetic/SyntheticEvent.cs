namespace TradingDaemon.Exchange.Synthetic;

/// <summary>One event of the synthetic market, all prices and sizes on their grids.</summary>
/// <param name="Kind">Quote or trade.</param>
/// <param name="Index">Place of the instrument in the list given.</param>
/// <param name="At">Market time (UTC); never before the event before.</param>
/// <param name="Bid">Best bid; above zero and below the ask. For a trade, of the quote it happened on.</param>
/// <param name="Ask">Best ask, likewise.</param>
/// <param name="BidSize">Quote: displayed size; at least one lot. Seller's trade: its size. Else 0.</param>
/// <param name="AskSize">Quote: displayed size; at least one lot. Buyer's trade: its size. Else 0.</param>
public readonly record struct SyntheticEvent(
    SyntheticEventKind Kind, int Index, DateTimeOffset At, decimal Bid, decimal Ask, decimal BidSize, decimal AskSize);
