using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Alpaca.Reading;

/// <summary>Quotes, trades and bars, which streams and answers write with the same short names.</summary>
internal static class AlpacaMarketBody
{
    public static void Quote(string? symbol, WireValue quote, INormalizedSink sink)
    {
        var bid = quote["bp"u8];
        var ask = quote["ap"u8];
        var (hasBid, hasAsk) = (bid.AsDecimal() is not (null or 0m), ask.AsDecimal() is not (null or 0m)); // zero is nobody
        sink.Quote(new QuoteTold
        {
            Symbol = symbol, At = WireTime.OfText(quote["t"u8]), Bid = hasBid ? bid.Raw : default, BidSize = hasBid ? quote["bs"u8].Raw : default,
            Ask = hasAsk ? ask.Raw : default, AskSize = hasAsk ? quote["as"u8].Raw : default,
        });
    }

    public static void Trade(string? symbol, WireValue trade, INormalizedSink sink)
    {
        var at = WireTime.OfText(trade["t"u8]);
        if (trade["u"u8].AsText() is { } undone) // canceled, corrected or incorrect: nothing to price by
        {
            sink.Status(new StatusTold { Of = "trade", Status = undone, At = at, Symbol = symbol, Message = trade["i"u8].AsText() });
            return;
        }

        sink.Trade(new TradeTold { Symbol = symbol, At = at, Price = trade["p"u8].Raw, Size = trade["s"u8].Raw, Aggressor = AlpacaWords.Aggressor(trade["tks"u8]), TradeId = trade["i"u8].Raw, Source = trade["x"u8].Raw });
    }

    public static void Bar(string? symbol, WireValue bar, bool? isClosed, INormalizedSink sink) => sink.Bar(new BarTold
    {
        Symbol = symbol, OpenTime = WireTime.OfText(bar["t"u8]) ?? throw new WireFormatException("a bar has no time"),
        Open = bar["o"u8].Raw, High = bar["h"u8].Raw, Low = bar["l"u8].Raw, Close = bar["c"u8].Raw, Volume = bar["v"u8].Raw, IsClosed = isClosed,
    });

    /// <summary>What is known of a symbol at once; any part may be missing.</summary>
    public static void Snapshot(string? symbol, WireValue snapshot, INormalizedSink sink)
    {
        if (!snapshot["latestTrade"u8].IsMissing) Trade(symbol, snapshot["latestTrade"u8], sink);
        if (!snapshot["latestQuote"u8].IsMissing) Quote(symbol, snapshot["latestQuote"u8], sink);
        if (!snapshot["minuteBar"u8].IsMissing) Bar(symbol, snapshot["minuteBar"u8], null, sink);
        if (!snapshot["dailyBar"u8].IsMissing) Bar(symbol, snapshot["dailyBar"u8], false, sink);
        if (!snapshot["prevDailyBar"u8].IsMissing) Bar(symbol, snapshot["prevDailyBar"u8], true, sink);
    }

    /// <summary>Whether an object is what <see cref="Snapshot"/> reads.</summary>
    public static bool IsSnapshot(WireValue one) =>
        one["latestTrade"u8].IsObject || one["latestQuote"u8].IsObject || one["minuteBar"u8].IsObject || one["dailyBar"u8].IsObject || one["prevDailyBar"u8].IsObject;

    public static void News(WireValue one, INormalizedSink sink) => sink.Status(new StatusTold
    {
        Of = "news", At = WireTime.OfText(one["created_at"u8]), Symbol = one["symbols"u8][1].IsMissing ? one["symbols"u8][0].AsText() : null, Message = one["headline"u8].AsText(),
    });
}
