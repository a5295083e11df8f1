namespace TradingDaemon.Domain.MarketData;

/// <summary>One price level of a book.</summary>
/// <param name="PriceQuote">Price in quote currency.</param>
/// <param name="SizeBase">Displayed size in base; above zero.</param>
public readonly record struct BookLevel(decimal PriceQuote, decimal SizeBase);
