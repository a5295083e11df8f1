using TradingDaemon.Venues.Books;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Kraken;

/// <summary>Bodies of REST v0, by name or by shape. What concerns our account is read by <see cref="KrakenAccountBodies"/>.</summary>
internal sealed class KrakenBodies(KrakenSymbols symbols, KrakenBooks books)
{
    /// <summary>The endpoints' own names.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "Time", "SystemStatus", "Assets", "AssetPairs", "Ticker", "OHLC", "Depth", "Trades", "Spread", "Balance", "BalanceEx", "TradeBalance", "OpenOrders", "ClosedOrders",
        "QueryOrders", "TradesHistory", "QueryTrades", "AddOrder", "AmendOrder", "EditOrder", "CancelOrder", "CancelAll", "GetWebSocketsToken", "GetApiKeyInfo",
    ];

    private readonly KrakenAccountBodies _account = new(symbols);

    public void Read(WireValue body, in PayloadHint about, INormalizedSink sink)
    {
        var isRefused = false;
        foreach (var (_, error) in body["error"u8])
        {
            var text = error.AsText() ?? "";
            if (text.StartsWith('W')) sink.Status(new StatusTold { Of = "warning", Message = text });
            else sink.Error(KrakenErrors.Told(text, isGateway: false, about.Symbol));
            isRefused |= !text.StartsWith('W');
        }

        var result = body["result"u8];
        if (result.IsMissing)
        {
            if (!isRefused) sink.Unrecognized("a body with neither error nor result");
            return;
        }

        var endpoint = about.Endpoint ?? Guess(result);
        if (!Public(endpoint, result, sink) && !_account.Read(endpoint, result, sink)) sink.Unrecognized(endpoint is null ? "a body of unknown shape" : $"body {endpoint}");
    }

    private bool Public(string? endpoint, WireValue result, INormalizedSink sink)
    {
        switch (endpoint)
        {
            case "Time":
                sink.Status(new StatusTold { Of = "clock", At = WireTime.OfSeconds(result["unixtime"u8]) });
                return true;
            case "SystemStatus":
                sink.Status(new StatusTold { Of = "venue", Status = result["status"u8].AsText(), At = WireTime.OfText(result["timestamp"u8]) });
                return true;
            case "Assets":
                foreach (var (name, asset) in result) sink.Status(new StatusTold { Of = "asset", Symbol = KrakenSymbols.Asset(System.Text.Encoding.UTF8.GetString(name)), Status = asset["status"u8].AsText() });
                return true;
            case "AssetPairs":
                foreach (var (name, pair) in result) Instrument(System.Text.Encoding.UTF8.GetString(name), pair, sink);
                return true;
            case "Ticker":
                foreach (var (name, ticker) in result)
                    sink.Quote(new QuoteTold { Symbol = symbols.Pair(name), Bid = ticker["b"u8][0].Raw, BidSize = ticker["b"u8][2].Raw, Ask = ticker["a"u8][0].Raw, AskSize = ticker["a"u8][2].Raw });
                return true;
            case "OHLC" or "Depth" or "Trades" or "Spread":
                foreach (var (name, rows) in result)
                    if (!name.SequenceEqual("last"u8)) Rows(endpoint, symbols.Pair(name), rows, sink);
                return true;
            default:
                return false;
        }
    }

    private static void Rows(string endpoint, string symbol, WireValue rows, INormalizedSink sink)
    {
        switch (endpoint)
        {
            case "Depth":
                Depth(symbol, rows, sink);
                break;
            case "OHLC":
                foreach (var (_, row) in rows)
                    sink.Bar(new BarTold { Symbol = symbol, OpenTime = WireTime.OfSeconds(row[0]), Open = row[1].Raw, High = row[2].Raw, Low = row[3].Raw, Close = row[4].Raw, Volume = row[6].Raw });
                break;
            case "Trades":
                foreach (var (_, row) in rows)
                    sink.Trade(new TradeTold { Symbol = symbol, At = WireTime.OfSeconds(row[2]), Price = row[0].Raw, Size = row[1].Raw, Aggressor = KrakenWords.Aggressor(row[3]), TradeId = row[6].Raw });
                break;
            default:
                foreach (var (_, row) in rows) sink.Quote(new QuoteTold { Symbol = symbol, At = WireTime.OfSeconds(row[0]), Bid = row[1].Raw, Ask = row[2].Raw });
                break;
        }
    }

    private static void Depth(string symbol, WireValue book, INormalizedSink sink)
    {
        var (bids, asks) = (Levels(book["bids"u8]), Levels(book["asks"u8]));
        sink.Book(new BookTold { Symbol = symbol, IsSnapshot = true, Bids = bids.Levels, Asks = asks.Levels, BidsSpelled = bids.Spelled(book), AsksSpelled = asks.Spelled(book) });
    }

    private static ToldLevels Levels(WireValue side)
    {
        var levels = new ToldLevels();
        foreach (var (_, row) in side) levels.Add(row[0], row[1]);
        return levels;
    }

    private void Instrument(string id, WireValue pair, INormalizedSink sink)
    {
        var (baseAsset, quoteAsset) = (KrakenSymbols.Asset(pair["base"u8].AsText() ?? ""), KrakenSymbols.Asset(pair["quote"u8].AsText() ?? ""));
        var symbol = $"{baseAsset}/{quoteAsset}";
        symbols.Learn(symbol, id, pair["altname"u8].AsText(), pair["wsname"u8].AsText(), symbol);
        var (priceDigits, lotDigits) = (pair["pair_decimals"u8].AsLong(), pair["lot_decimals"u8].AsLong());
        if (priceDigits is { } price && lotDigits is { } lot) books.Learn(symbol, price, lot);
        Span<byte> step = stackalloc byte[32];
        sink.Instrument(new InstrumentTold
        {
            Symbol = symbol, VenueSymbol = pair["altname"u8].AsText() ?? id, Base = baseAsset, Quote = quoteAsset, TickSize = pair["tick_size"u8].Raw, LotSize = Step(lotDigits, step),
            MinQuantity = pair["ordermin"u8].Raw, MinNotional = pair["costmin"u8].Raw, Status = pair["status"u8].AsText(), IsTradable = pair["status"u8].Is("online"u8),
        });
    }

    // The venue tells how many digits a quantity has; its step is one of the last.
    private static ReadOnlySpan<byte> Step(long? digits, Span<byte> into)
    {
        if (digits is not (>= 0 and <= 20)) return default;
        var step = 1m;
        for (var i = 0; i < digits; i++) step *= 0.1m;
        return step.TryFormat(into, out var written, default, System.Globalization.CultureInfo.InvariantCulture) ? into[..written] : default;
    }

    private static string? Guess(WireValue result)
    {
        if (!result["unixtime"u8].IsMissing) return "Time";
        if (!result["token"u8].IsMissing) return "GetWebSocketsToken";
        if (result["txid"u8].IsArray) return "AddOrder";
        if (result["txid"u8].IsString) return "EditOrder";
        if (!result["amend_id"u8].IsMissing) return "AmendOrder";
        if (result["open"u8].IsObject) return "OpenOrders";
        if (result["closed"u8].IsObject) return "ClosedOrders";
        if (result["trades"u8].IsObject) return "TradesHistory";
        if (!result["count"u8].IsMissing) return "CancelOrder";
        if (result["status"u8].IsString) return "SystemStatus";
        if (!result["eb"u8].IsMissing && !result["tb"u8].IsMissing) return "TradeBalance";
        foreach (var (name, value) in result)
        {
            if (name.SequenceEqual("last"u8)) continue;
            return GuessByMember(value);
        }

        return null;
    }

    private static string? GuessByMember(WireValue value)
    {
        if (!value["altname"u8].IsMissing) return value["base"u8].IsMissing ? "Assets" : "AssetPairs";
        if (value["a"u8].IsArray && value["b"u8].IsArray) return "Ticker";
        if (value["asks"u8].IsArray) return "Depth";
        if (!value["descr"u8].IsMissing) return "QueryOrders";
        if (!value["hold_trade"u8].IsMissing) return "BalanceEx";
        if (!value["ordertxid"u8].IsMissing) return "QueryTrades";
        if (value.IsArray) return value[0] switch { var row when !row[7].IsMissing => "OHLC", var row when !row[6].IsMissing => "Trades", var row when !row[2].IsMissing => "Spread", _ => null };
        return value.IsString ? "Balance" : null;
    }
}
