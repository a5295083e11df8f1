using TradingDaemon.Domain.MarketData;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Coinbase;

/// <summary>Bodies of REST v3, by name or by shape. What concerns our account is read by <see cref="CoinbaseAccountBodies"/>.</summary>
internal sealed class CoinbaseBodies(CoinbaseSymbols symbols)
{
    /// <summary>Names of the bodies.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "time", "products", "product", "candles", "ticker", "product_book", "best_bid_ask",
        "accounts", "orders", "batch_cancel", "edit", "order", "batch", "fills", "key_permissions", "transaction_summary",
    ];

    private readonly CoinbaseAccountBodies _account = new(symbols);

    public void Read(WireValue body, in PayloadHint about, INormalizedSink sink)
    {
        var endpoint = about.Endpoint ?? Guess(body);
        switch (endpoint)
        {
            case "time":
                sink.Status(new StatusTold { Of = "clock", At = WireTime.OfMilliseconds(body["epochMillis"u8]) });
                break;
            case "products":
                foreach (var (_, one) in body["products"u8]) Product(one, sink);
                break;
            case "product":
                Product(body, sink);
                break;
            case "candles":
                foreach (var (_, one) in body["candles"u8]) CoinbaseFrames.Bar(one, about.Symbol, null, sink);
                break;
            case "ticker":
                foreach (var (_, one) in body["trades"u8]) CoinbaseFrames.Trade(one, symbols, sink);
                sink.Quote(new QuoteTold { Symbol = symbols.Pair(body["trades"u8][0]["product_id"u8].Raw) ?? about.Symbol, Bid = CoinbaseWords.UnlessZero(body["best_bid"u8]), Ask = CoinbaseWords.UnlessZero(body["best_ask"u8]) });
                break;
            case "product_book":
                Book(body["pricebook"u8], sink);
                break;
            case "best_bid_ask":
                foreach (var (_, one) in body["pricebooks"u8]) Quote(one, sink);
                break;
            default:
                if (!_account.Read(endpoint, body, sink)) sink.Unrecognized(endpoint is null ? "a body of unknown shape" : $"body {endpoint}");
                break;
        }
    }

    private void Quote(WireValue one, INormalizedSink sink) => sink.Quote(new QuoteTold
    {
        Symbol = symbols.Pair(one["product_id"u8].Raw), At = WireTime.OfText(one["time"u8]), Bid = one["bids"u8][0]["price"u8].Raw, BidSize = one["bids"u8][0]["size"u8].Raw,
        Ask = one["asks"u8][0]["price"u8].Raw, AskSize = one["asks"u8][0]["size"u8].Raw,
    });

    // It has no number that would join it to the stream: it stands alone.
    private void Book(WireValue book, INormalizedSink sink)
    {
        BookLevel[] bids = Levels(book["bids"u8]), asks = Levels(book["asks"u8]);
        sink.Book(new BookTold { Symbol = symbols.Pair(book["product_id"u8].Raw), At = WireTime.OfText(book["time"u8]), IsSnapshot = true, Bids = bids, Asks = asks });
    }

    private static BookLevel[] Levels(WireValue side)
    {
        var levels = new List<BookLevel>();
        foreach (var (_, row) in side)
            levels.Add(new BookLevel(row["price"u8].AsDecimal() ?? throw new WireFormatException("a level of the book has no price"), row["size"u8].AsDecimal() ?? throw new WireFormatException("a level of the book has no size")));
        return [.. levels];
    }

    private void Product(WireValue one, INormalizedSink sink)
    {
        var tick = one["price_increment"u8];
        sink.Instrument(new InstrumentTold
        {
            Symbol = symbols.Pair(one["product_id"u8].Raw) ?? throw new WireFormatException("a product has no product_id"), VenueSymbol = one["product_id"u8].AsText()!, Base = CoinbaseWords.Text(one["base_currency_id"u8]),
            Quote = CoinbaseWords.Text(one["quote_currency_id"u8]), TickSize = tick.Raw.IsEmpty ? one["quote_increment"u8].Raw : tick.Raw, LotSize = one["base_increment"u8].Raw,
            MinQuantity = one["base_min_size"u8].Raw, MinNotional = one["quote_min_size"u8].Raw, Status = CoinbaseWords.Text(one["status"u8]), IsTradable = IsTradable(one),
        });
    }

    private static bool IsTradable(WireValue one) => one["status"u8].Is("online"u8)
        && !one["is_disabled"u8].IsTrue && !one["trading_disabled"u8].IsTrue && !one["cancel_only"u8].IsTrue && !one["view_only"u8].IsTrue;

    private static string? Guess(WireValue body)
    {
        if (!body["epochMillis"u8].IsMissing) return "time";
        if (body["accounts"u8].IsArray) return "accounts";
        if (body["orders"u8].IsArray) return "batch";
        if (body["order"u8].IsObject) return "order";
        if (body["fills"u8].IsArray) return "fills";
        if (body["pricebooks"u8].IsArray) return "best_bid_ask";
        if (body["pricebook"u8].IsObject) return "product_book";
        if (body["candles"u8].IsArray) return "candles";
        if (body["trades"u8].IsArray) return "ticker";
        if (body["products"u8].IsArray) return "products";
        if (!body["product_id"u8].IsMissing) return "product";
        if (body["results"u8].IsArray) return "batch_cancel";
        if (!body["success_response"u8].IsMissing || !body["error_response"u8].IsMissing || !body["order_configuration"u8].IsMissing) return "orders";
        if (!body["success"u8].IsMissing) return "edit";
        if (!body["can_view"u8].IsMissing) return "key_permissions";
        return body["fee_tier"u8].IsMissing ? null : "transaction_summary";
    }
}
