using System.Text.Json;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Binance.Spelling;
using TradingDaemon.Sandbox.Floor;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Binance.Calls;

/// <summary>What anybody may ask of the market.</summary>
internal sealed class BinanceMarket(ExchangeParts exchange, PairTable<BinancePair> pairs, BinanceBooks books)
{
    private const int BarsMax = 7 * 24 * 60; // as far back as the tape reaches

    /// <summary>Minutes of the intervals that can be had here.</summary>
    public static readonly Dictionary<string, int> Intervals = new(StringComparer.Ordinal)
    {
        ["1m"] = 1, ["3m"] = 3, ["5m"] = 5, ["15m"] = 15, ["30m"] = 30, ["1h"] = 60, ["2h"] = 120, ["4h"] = 240, ["6h"] = 360, ["8h"] = 480, ["12h"] = 720, ["1d"] = 1_440, ["3d"] = 4_320,
    };

    public static Reply Ping(BinanceAsk ask) => BinanceJson.Object(static _ => { });

    public Reply Time(BinanceAsk ask) => BinanceJson.Object(json => json.WriteNumber("serverTime", exchange.Now.ToUnixTimeMilliseconds()));

    public Reply ExchangeInfo(BinanceAsk ask)
    {
        if (Named(ask) is not { } asked) return BinanceJson.Error(BinanceErrors.InvalidSymbol);
        return exchange.Floor.Enter((Now: exchange.Now, asked), static (floor, what, _) => BinanceInstruments.Write(what.Now, what.asked, floor.Exchange.Operator.IsHalted));
    }

    public Reply Depth(BinanceAsk ask) => OfPair(ask, (floor, pair) => BinanceJson.Object(json =>
    {
        var levels = ask.Limit(100, 5_000);
        json.WriteNumber("lastUpdateId", books.Newest(floor, pair.Index));
        json.WriteLevels("bids", floor.Depth(pair.Index, Side.Buy).Take(levels));
        json.WriteLevels("asks", floor.Depth(pair.Index, Side.Sell).Take(levels));
    }));

    public Reply Trades(BinanceAsk ask) => OfPair(ask, (floor, pair) => BinanceJson.List(json =>
    {
        foreach (var trade in Tape(ask, floor, pair, 500))
        {
            json.WriteStartObject();
            json.WriteNumber("id", trade.Id);
            json.WriteText("price", trade.Price);
            json.WriteText("qty", trade.Quantity);
            json.WriteText("quoteQty", trade.Price * trade.Quantity);
            json.WriteNumber("time", (trade.At + floor.ClockOffset).ToUnixTimeMilliseconds());
            json.WriteBoolean("isBuyerMaker", trade.Aggressor == Side.Sell);
            json.WriteBoolean("isBestMatch", true);
            json.WriteEndObject();
        }
    }));

    public Reply AggTrades(BinanceAsk ask) => OfPair(ask, (floor, pair) => BinanceJson.List(json =>
    {
        foreach (var trade in Tape(ask, floor, pair, 500))
        {
            json.WriteStartObject();
            json.WriteNumber("a", trade.Id);
            json.WriteString("p", BinanceJson.Text(trade.Price));
            json.WriteString("q", BinanceJson.Text(trade.Quantity));
            json.WriteNumber("f", trade.Id);
            json.WriteNumber("l", trade.Id);
            json.WriteNumber("T", (trade.At + floor.ClockOffset).ToUnixTimeMilliseconds());
            json.WriteBoolean("m", trade.Aggressor == Side.Sell);
            json.WriteBoolean("M", true);
            json.WriteEndObject();
        }
    }));

    public Reply Klines(BinanceAsk ask)
    {
        if (ask["interval"] is not { } word || !Intervals.TryGetValue(word, out var minutes)) return BinanceJson.Error(BinanceErrors.InvalidInterval);
        return OfPair(ask, (floor, pair) =>
        {
            var (from, until, interval) = (ask.Time("startTime"), ask.Time("endTime"), TimeSpan.FromMinutes(minutes));
            var bars = floor.Tapes[pair.Index].Bars(interval, exchange.Clock.GetUtcNow(), BarsMax).Where(bar => (from is null || bar.Begin >= from) && (until is null || bar.Begin <= until));
            var count = ask.Limit(500, 1_000);
            return BinanceJson.List(json =>
            {
                foreach (var bar in from is null ? bars.TakeLast(count) : bars.Take(count)) WriteBar(json, bar, interval);
            });
        });
    }

    public Reply BookTicker(BinanceAsk ask) => OfPairs(ask, static (floor, pair, json) =>
    {
        json.WriteString("symbol", pair.Name);
        WriteTouch(json, floor, pair);
    });

    public Reply Price(BinanceAsk ask) => OfPairs(ask, static (floor, pair, json) =>
    {
        json.WriteString("symbol", pair.Name);
        json.WriteText("price", Last(floor, pair));
    });

    public Reply Day(BinanceAsk ask) => OfPairs(ask, (floor, pair, json) =>
    {
        var now = exchange.Clock.GetUtcNow();
        var (last, tape) = (Last(floor, pair), floor.Tapes[pair.Index]);
        var day = tape.Since(now.AddDays(-1)) ?? PrintedBar.Quiet(now.AddDays(-1), last);
        json.WriteString("symbol", pair.Name);
        foreach (var (name, amount) in new[] { ("priceChange", last - day.Open), ("weightedAvgPrice", day.Average), ("prevClosePrice", day.Open), ("lastPrice", last), ("lastQty", tape.Last?.Quantity ?? 0m), ("openPrice", day.Open), ("highPrice", day.High), ("lowPrice", day.Low), ("volume", day.Volume), ("quoteVolume", day.Value) }) json.WriteText(name, amount);
        json.WriteString("priceChangePercent", day.Open == 0m ? "0.000" : ((last - day.Open) / day.Open * 100m).ToString("F3", System.Globalization.CultureInfo.InvariantCulture));
        WriteTouch(json, floor, pair);
        json.WriteNumber("openTime", (now + floor.ClockOffset).AddDays(-1).ToUnixTimeMilliseconds());
        json.WriteNumber("closeTime", (now + floor.ClockOffset).ToUnixTimeMilliseconds());
        json.WriteNumber("firstId", (tape.Last?.Id ?? 0) - day.Trades + 1);
        json.WriteNumber("lastId", tape.Last?.Id ?? -1);
        json.WriteNumber("count", day.Trades);
    });

    private static IEnumerable<PrintedTrade> Tape(BinanceAsk ask, ExchangeFloor floor, BinancePair pair, int usual)
    {
        var (from, since, until, count) = (ask.Whole("fromId"), ask.Time("startTime"), ask.Time("endTime"), ask.Limit(usual, 1_000));
        var trades = floor.Tapes[pair.Index].Trades.Where(trade => trade.Id >= (from ?? 0) && (since is null || trade.At >= since) && (until is null || trade.At <= until));
        return from is null && since is null ? trades.TakeLast(count) : trades.Take(count);
    }

    private static decimal Last(ExchangeFloor floor, BinancePair pair) => floor.Tapes[pair.Index].Last?.Price ?? (Best(floor, pair, Side.Buy).Price + Best(floor, pair, Side.Sell).Price) / 2m;

    private static DepthLevel Best(ExchangeFloor floor, BinancePair pair, Side side) => floor.Depth(pair.Index, side) is [var best, ..] ? best : default;

    private static void WriteTouch(Utf8JsonWriter json, ExchangeFloor floor, BinancePair pair)
    {
        var (bid, ask) = (Best(floor, pair, Side.Buy), Best(floor, pair, Side.Sell));
        json.WriteText("bidPrice", bid.Price);
        json.WriteText("bidQty", bid.Size);
        json.WriteText("askPrice", ask.Price);
        json.WriteText("askQty", ask.Size);
    }

    private static void WriteBar(Utf8JsonWriter json, PrintedBar bar, TimeSpan interval)
    {
        json.WriteStartArray();
        json.WriteNumberValue(bar.Begin.ToUnixTimeMilliseconds());
        foreach (var amount in new[] { bar.Open, bar.High, bar.Low, bar.Close, bar.Volume }) json.WriteStringValue(BinanceJson.Text(amount));
        json.WriteNumberValue((bar.Begin + interval).ToUnixTimeMilliseconds() - 1);
        json.WriteStringValue(BinanceJson.Text(bar.Value));
        json.WriteNumberValue(bar.Trades);
        json.WriteStringValue(BinanceJson.Text(0m)); // whose side took is not kept by the minute
        json.WriteStringValue(BinanceJson.Text(0m));
        json.WriteStringValue("0");
        json.WriteEndArray();
    }

    // One symbol, a list of them, or all; null when one of them is none.
    private IReadOnlyList<BinancePair>? Named(BinanceAsk ask)
    {
        if (ask["symbol"] is { } one) return pairs.Find(one) is { } pair ? [pair] : null;
        if (ask["symbols"] is not { } list) return pairs.All;
        var found = list.Trim('[', ']').Split(',').Select(name => pairs.Find(name.Trim('"'))).ToArray();
        return found.Contains(null) ? null : [.. found.OfType<BinancePair>()];
    }

    private Reply OfPair(BinanceAsk ask, Func<ExchangeFloor, BinancePair, Reply> answer)
    {
        if (ask["symbol"] is not { } name) return BinanceJson.Error(BinanceErrors.Mandatory("symbol"));
        return pairs.Find(name) is not { } pair ? BinanceJson.Error(BinanceErrors.InvalidSymbol) : exchange.Floor.Enter((answer, pair), static (floor, what, _) => what.answer(floor, what.pair));
    }

    private Reply OfPairs(BinanceAsk ask, Action<ExchangeFloor, BinancePair, Utf8JsonWriter> write)
    {
        if (Named(ask) is not { } asked) return BinanceJson.Error(BinanceErrors.InvalidSymbol);
        return exchange.Floor.Enter((asked, write, IsOne: ask["symbol"] is not null), static (floor, what, _) => what.IsOne
            ? BinanceJson.Object(json => what.write(floor, what.asked[0], json))
            : BinanceJson.List(json =>
            {
                foreach (var pair in what.asked)
                {
                    json.WriteStartObject();
                    what.write(floor, pair, json);
                    json.WriteEndObject();
                }
            }));
    }
}
