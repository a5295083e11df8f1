using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Venues.Live.Feeds;

/// <summary>What a venue told of one instrument's price, with the digits it told it with.</summary>
/// <param name="Symbol">Of what.</param>
/// <param name="Bid">Best bid, quote currency; null when not told.</param>
/// <param name="Ask">Best ask, quote currency; null when not told.</param>
/// <param name="Last">Price of the newest trade, quote currency; null when not told.</param>
/// <param name="At">When it was so, by the venue (UTC); null when it does not say.</param>
public readonly record struct ToldPrice(Symbol Symbol, decimal? Bid, decimal? Ask, decimal? Last, DateTimeOffset? At);
