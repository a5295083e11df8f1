namespace TradingDaemon.Domain.MarketData;

/// <summary>Displayed depth, best level first on each side.</summary>
/// <param name="Bids">Descending by price.</param>
/// <param name="Asks">Ascending by price.</param>
public sealed record BookSnapshot(IReadOnlyList<BookLevel> Bids, IReadOnlyList<BookLevel> Asks);
