using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;

namespace TradingDaemon.Domain.MarketData;

/// <summary>A validated best bid and ask: both above zero and bid at or below ask.</summary>
/// <param name="Instrument">Which instrument.</param>
/// <param name="Bid">Best bid.</param>
/// <param name="BidSizeBase">Displayed size, or null when the source did not record it.</param>
/// <param name="Ask">Best ask; at or above the bid.</param>
/// <param name="AskSizeBase">Displayed size, or null when the source did not record it.</param>
/// <param name="SourceTime">When the source says it was so (UTC).</param>
/// <param name="ReceivedTime">When this daemon learned it (UTC); of an answer that may be old, when the source says it was so, so that it never looks fresher than it is.</param>
public readonly record struct Quote(
    InstrumentId Instrument, Price Bid, decimal? BidSizeBase, Price Ask, decimal? AskSizeBase, DateTimeOffset SourceTime, DateTimeOffset ReceivedTime)
{
    /// <summary>(bid + ask) / 2 in quote currency.</summary>
    public decimal Mid => (Bid.QuotePerBase + Ask.QuotePerBase) / 2m;

    /// <summary>(ask − bid) / mid; zero or more. 0.001 is 0.1 %.</summary>
    public decimal SpreadFraction => (Ask.QuotePerBase - Bid.QuotePerBase) / Mid;

    /// <summary>Age at <paramref name="now"/>, by receive time; zero or more. One of the future is as old: the clock was set back since.</summary>
    public TimeSpan AgeAt(DateTimeOffset now) => (now - ReceivedTime).Duration();
}
