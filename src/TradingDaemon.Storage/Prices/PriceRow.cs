using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Storage.Prices;

/// <summary>One price of a series. There is one at most of a venue, a symbol and a moment.</summary>
/// <param name="At">The full interval it stands for (UTC), e.g. 12:05:00 of every five minutes.</param>
/// <param name="Venue">Who told it.</param>
/// <param name="Symbol">Of what.</param>
/// <param name="ToldAt">When it was so: by the venue where it says when, else when its answer was here (UTC).</param>
/// <param name="Bid">Best bid, quote currency; null when not told.</param>
/// <param name="Ask">Best ask, quote currency; null when not told.</param>
/// <param name="Last">Price of the newest trade, quote currency; null when not told.</param>
public sealed record PriceRow(DateTimeOffset At, string Venue, Symbol Symbol, DateTimeOffset ToldAt, decimal? Bid, decimal? Ask, decimal? Last);
