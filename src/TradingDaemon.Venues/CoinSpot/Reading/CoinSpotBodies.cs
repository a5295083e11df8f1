using TradingDaemon.Domain.MarketData;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.CoinSpot.Reading;

/// <summary>Answers about the market. Prices may be texts, numbers or <c>NaN</c>, which is nobody; none of them says when it was so.</summary>
internal static class CoinSpotBodies
{
    /// <summary>Prices of one market, or of all by name.</summary>
    public static void Prices(WireValue prices, string? symbol, INormalizedSink sink)
    {
        if (!prices["last"u8].IsMissing && !prices["last"u8].IsObject) Quote(symbol, prices, sink);
        else foreach (var (name, one) in prices) Quote(CoinSpotSymbols.Market(name), one, sink);
    }

    /// <summary>One rate, of a market or for buying or selling now.</summary>
    public static void Rate(WireValue body, string? endpoint, string? symbol, INormalizedSink sink)
    {
        symbol = body["market"u8].IsString ? CoinSpotSymbols.Market(body["market"u8].Raw) : symbol;
        var rate = Number(body["rate"u8]);
        switch (endpoint)
        {
            case "buyprice" or "quote/buy/now": // what we would buy at is what others ask
                sink.Quote(new QuoteTold { Symbol = symbol, Ask = rate });
                break;
            case "sellprice" or "quote/sell/now":
                sink.Quote(new QuoteTold { Symbol = symbol, Bid = rate });
                break;
            default: // the body does not say which side it is of
                sink.Status(new StatusTold { Of = "rate", Status = body["rate"u8].AsText(), Symbol = symbol });
                break;
        }
    }

    /// <summary>The book of one market, in no order the venue promises.</summary>
    public static void Book(WireValue body, string? symbol, INormalizedSink sink)
    {
        var (bids, asks) = (Levels(body["buyorders"u8], ref symbol), Levels(body["sellorders"u8], ref symbol));
        Array.Sort(bids, static (left, right) => right.PriceQuote.CompareTo(left.PriceQuote));
        Array.Sort(asks, static (left, right) => left.PriceQuote.CompareTo(right.PriceQuote));
        sink.Book(new BookTold { Symbol = symbol, IsSnapshot = true, Bids = bids, Asks = asks });
    }

    /// <summary>Executions of everybody. Which side took is not said.</summary>
    public static void Trades(WireValue rows, string? symbol, INormalizedSink sink)
    {
        foreach (var (_, row) in rows)
            sink.Trade(new TradeTold { Symbol = MarketOf(row) ?? symbol, At = Moment(row["solddate"u8]), Price = Number(row["rate"u8]), Size = row["amount"u8].Raw });
    }

    /// <summary>The market a row names; null when it names none.</summary>
    public static string? MarketOf(WireValue row) =>
        row["market"u8].Raw is { IsEmpty: false } market ? CoinSpotSymbols.Market(market) : row["coin"u8].Raw is { IsEmpty: false } coin ? CoinSpotSymbols.Market(coin) : null;

    /// <summary>A moment in text, or in milliseconds as the old interface wrote it.</summary>
    public static WireTime? Moment(WireValue told) => told.IsString ? WireTime.OfText(told) : WireTime.OfMilliseconds(told);

    private static ReadOnlySpan<byte> Number(WireValue price) => price.Is("NaN"u8) ? default : price.Raw;

    private static void Quote(string? symbol, WireValue told, INormalizedSink sink) =>
        sink.Quote(new QuoteTold { Symbol = symbol, Bid = Number(told["bid"u8]), Ask = Number(told["ask"u8]), Last = Number(told["last"u8]) });

    private static BookLevel[] Levels(WireValue rows, ref string? symbol)
    {
        var levels = new List<BookLevel>();
        foreach (var (_, row) in rows)
        {
            symbol = MarketOf(row) ?? symbol;
            levels.Add(new BookLevel(row["rate"u8].AsDecimal() ?? throw Without("rate"), row["amount"u8].AsDecimal() ?? throw Without("amount")));
        }

        return [.. levels];
    }

    private static WireFormatException Without(string what) => new($"an order of the book has no {what}");
}
