using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Engine.Portfolio;

/// <summary>What is displayed behind the newest quotes, where a feed shows it.</summary>
/// <param name="instrumentCount">Number of instruments in the catalogue.</param>
public sealed class DepthBoard(int instrumentCount)
{
    private readonly BookSnapshot?[] _depths = new BookSnapshot?[instrumentCount];

    /// <summary>Takes what is displayed.</summary>
    public void Set(InstrumentId instrument, BookSnapshot depth) => _depths[instrument.Index] = depth;

    /// <summary>What is displayed behind a quote; null where nothing is known, or the quote is of another moment than the book.</summary>
    public BookSnapshot? Behind(in Quote quote) =>
        _depths[quote.Instrument.Index] is { Bids: [var bid, ..], Asks: [var ask, ..] } depth && bid.PriceQuote == quote.Bid.QuotePerBase && ask.PriceQuote == quote.Ask.QuotePerBase ? depth : null;
}
