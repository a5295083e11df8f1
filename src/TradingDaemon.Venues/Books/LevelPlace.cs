namespace TradingDaemon.Venues.Books;

/// <summary>Where a level's two numbers stand in the payload that told them.</summary>
/// <param name="PriceStart">First byte of the price.</param>
/// <param name="PriceLength">Bytes of it.</param>
/// <param name="SizeStart">First byte of the size.</param>
/// <param name="SizeLength">Bytes of it.</param>
internal readonly record struct LevelPlace(int PriceStart, int PriceLength, int SizeStart, int SizeLength);
