using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Domain.Facts;

/// <summary>A quote, by what tells it from every other; no feed numbers its quotes.</summary>
/// <param name="Venue">Where the instrument trades.</param>
/// <param name="Symbol">Of which instrument.</param>
/// <param name="SourceAt">When its source says it was so (UTC).</param>
/// <param name="ReceivedAt">When the daemon learned it (UTC).</param>
/// <param name="Bid">Best bid, quote currency.</param>
/// <param name="Ask">Best ask, quote currency.</param>
public sealed record JudgedQuote(string Venue, Symbol Symbol, DateTimeOffset SourceAt, DateTimeOffset ReceivedAt, decimal Bid, decimal Ask);
