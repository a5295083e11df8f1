namespace TradingDaemon.Engine.Emergency;

/// <summary>One held instrument at one moment.</summary>
/// <param name="Symbol">Which.</param>
/// <param name="NetBase">Signed holding; never zero.</param>
/// <param name="PriceQuote">The middle of its newest bid and ask; above zero.</param>
/// <param name="TouchNotionalQuote">Value displayed at the touch on the side an exit takes; null when the source does not say.</param>
public sealed record HeldSample(string Symbol, decimal NetBase, decimal PriceQuote, decimal? TouchNotionalQuote);
