using TradingDaemon.Sandbox.Binance.Calls;
using TradingDaemon.Sandbox.Binance.Spelling;
using TradingDaemon.Sandbox.Protocols;

namespace TradingDaemon.Sandbox.Binance.Streaming;

/// <summary>Which stream a name such as <c>btcusdt@depth@100ms</c> is of.</summary>
/// <param name="Text">The name.</param>
/// <param name="Pair">Whose.</param>
/// <param name="Kind">quote, trade, book or bar, as faults call it.</param>
/// <param name="Interval">Of bars; else empty.</param>
/// <param name="IsAggregate">Whether trades come in the form of aggregates.</param>
internal sealed record BinanceStreamName(string Text, BinancePair Pair, string Kind, string Interval, bool IsAggregate)
{
    /// <summary>Reads a name; null when nothing ever comes of it, which the venue takes all the same.</summary>
    public static BinanceStreamName? Read(string text, PairTable<BinancePair> pairs)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 0 || text.AsSpan(0, at).ContainsAnyInRange('A', 'Z') || pairs.Find(text[..at].ToUpperInvariant()) is not { } pair) return null;
        return text[(at + 1)..] switch
        {
            "trade" => new(text, pair, "trade", "", false),
            "aggTrade" => new(text, pair, "trade", "", true),
            "bookTicker" => new(text, pair, "quote", "", false),
            "depth" or "depth@100ms" => new(text, pair, "book", "", false),
            ['k', 'l', 'i', 'n', 'e', '_', .. var interval] when BinanceMarket.Intervals.ContainsKey(interval) => new(text, pair, "bar", interval, false),
            _ => null,
        };
    }
}
