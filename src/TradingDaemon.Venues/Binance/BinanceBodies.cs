using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Binance;

/// <summary>Bodies of REST v3, by name or by shape. What concerns our account is read by <see cref="BinanceAccountBodies"/>.</summary>
internal sealed class BinanceBodies(BinanceSymbols symbols, BinanceFrames frames)
{
    /// <summary>The endpoints' own names.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "ping", "time", "exchangeInfo", "depth", "trades", "historicalTrades", "aggTrades", "klines", "ticker/24hr", "ticker/bookTicker",
        "order", "order/test", "openOrders", "allOrders", "myTrades", "account", "account/apiRestrictions",
    ];

    private readonly BinanceAccountBodies _account = new(symbols);

    public void Read(WireValue body, in PayloadHint about, INormalizedSink sink)
    {
        var endpoint = about.Endpoint ?? Guess(body);
        switch (endpoint)
        {
            case "ping":
                sink.Heartbeat(null);
                break;
            case "time":
                sink.Status(new StatusTold { Of = "clock", At = BinanceWords.Time(body["serverTime"u8]) });
                break;
            case "exchangeInfo":
                foreach (var (_, one) in body["symbols"u8]) Instrument(one, sink);
                break;
            case "depth":
                frames.Picture(body, symbols.Pair(body["symbol"u8].Raw) ?? about.Symbol, sink);
                break;
            case "nothing":
                break;
            case "ticker/24hr" or "ticker/bookTicker" when !body.IsArray:
                Quote(body, about.Symbol, sink);
                break;
            case "trades" or "historicalTrades" or "aggTrades" or "klines" or "ticker/24hr" or "ticker/bookTicker":
                foreach (var (_, one) in body) Row(endpoint, one, about.Symbol, sink);
                break;
            default:
                if (!_account.Read(endpoint, body, about.Symbol, sink)) sink.Unrecognized(endpoint is null ? "a body of unknown shape" : $"body {endpoint}");
                break;
        }
    }

    private void Row(string endpoint, WireValue one, string? symbol, INormalizedSink sink)
    {
        switch (endpoint)
        {
            case "klines":
                sink.Bar(new BarTold { Symbol = symbol, OpenTime = BinanceWords.Time(one[0]), Open = one[1].Raw, High = one[2].Raw, Low = one[3].Raw, Close = one[4].Raw, Volume = one[5].Raw });
                break;
            case "aggTrades":
                sink.Trade(new TradeTold { Symbol = symbol, At = BinanceWords.Time(one["T"u8]), Price = one["p"u8].Raw, Size = one["q"u8].Raw, Aggressor = BinanceWords.Aggressor(one["m"u8]), TradeId = one["a"u8].Raw });
                break;
            case "trades" or "historicalTrades":
                sink.Trade(new TradeTold { Symbol = symbol, At = BinanceWords.Time(one["time"u8]), Price = one["price"u8].Raw, Size = one["qty"u8].Raw, Aggressor = BinanceWords.Aggressor(one["isBuyerMaker"u8]), TradeId = one["id"u8].Raw });
                break;
            default:
                Quote(one, symbol, sink);
                break;
        }
    }

    private void Quote(WireValue one, string? symbol, INormalizedSink sink) => sink.Quote(new QuoteTold
    {
        Symbol = symbols.Pair(one["symbol"u8].Raw) ?? symbol, At = BinanceWords.Time(one["closeTime"u8]), Bid = BinanceWords.UnlessZero(one["bidPrice"u8]), BidSize = one["bidQty"u8].Raw,
        Ask = BinanceWords.UnlessZero(one["askPrice"u8]), AskSize = one["askQty"u8].Raw,
    });

    private void Instrument(WireValue one, INormalizedSink sink)
    {
        if (one["symbol"u8].AsText() is not { } spelled || one["baseAsset"u8].AsText() is not { } baseAsset || one["quoteAsset"u8].AsText() is not { } quoteAsset) throw new WireFormatException("a symbol has no name or assets");
        var symbol = $"{baseAsset}/{quoteAsset}";
        symbols.Learn(spelled, symbol);
        var notional = Filter(one, "NOTIONAL"u8);
        sink.Instrument(new InstrumentTold
        {
            Symbol = symbol, VenueSymbol = spelled, Base = baseAsset, Quote = quoteAsset, TickSize = BinanceWords.UnlessZero(Filter(one, "PRICE_FILTER"u8)["tickSize"u8]),
            LotSize = BinanceWords.UnlessZero(Filter(one, "LOT_SIZE"u8)["stepSize"u8]), MinQuantity = BinanceWords.UnlessZero(Filter(one, "LOT_SIZE"u8)["minQty"u8]),
            MinNotional = BinanceWords.UnlessZero((notional.IsMissing ? Filter(one, "MIN_NOTIONAL"u8) : notional)["minNotional"u8]),
            Status = one["status"u8].AsText(), IsTradable = one["status"u8].Is("TRADING"u8) && (one["isSpotTradingAllowed"u8].IsMissing || one["isSpotTradingAllowed"u8].IsTrue),
        });
    }

    // Kinds of filters nobody knows are no fault: there are new ones every year.
    private static WireValue Filter(WireValue symbol, ReadOnlySpan<byte> kind)
    {
        foreach (var (_, filter) in symbol["filters"u8])
            if (filter["filterType"u8].Is(kind)) return filter;
        return default;
    }

    private static string? Guess(WireValue body)
    {
        if (body.IsArray) return GuessByRow(body[0]);
        if (!body["symbols"u8].IsMissing) return "exchangeInfo";
        if (!body["serverTime"u8].IsMissing) return "time";
        if (!body["lastUpdateId"u8].IsMissing) return "depth";
        if (!body["balances"u8].IsMissing) return "account";
        if (!body["orderId"u8].IsMissing) return "order";
        if (!body["bidPrice"u8].IsMissing) return "ticker/24hr";
        return IsEmpty(body) ? "ping" : null;
    }

    private static string? GuessByRow(WireValue row)
    {
        if (row.IsMissing) return "nothing"; // an empty list, of whatever: there is none
        if (row.IsArray) return "klines";
        if (!row["commission"u8].IsMissing) return "myTrades";
        if (!row["orderId"u8].IsMissing || !row["orderReports"u8].IsMissing) return "openOrders";
        if (!row["isBuyerMaker"u8].IsMissing) return "trades";
        if (!row["a"u8].IsMissing && !row["p"u8].IsMissing) return "aggTrades";
        return row["bidPrice"u8].IsMissing ? null : "ticker/24hr";
    }

    private static bool IsEmpty(WireValue body)
    {
        foreach (var _ in body) return false;
        return true;
    }
}
