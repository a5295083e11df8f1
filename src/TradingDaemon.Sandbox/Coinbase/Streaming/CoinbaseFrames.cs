using System.Globalization;
using System.Text.Json;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Coinbase.Spelling;
using TradingDaemon.Sandbox.Floor;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Coinbase.Streaming;

/// <summary>What is in the events of the market's channels.</summary>
internal static class CoinbaseFrames
{
    /// <summary>A refusal: it has neither channel nor number.</summary>
    public static byte[] Error(string message) => CoinbaseJson.Bytes(json =>
    {
        json.WriteString("type", "error");
        json.WriteString("message", message);
    });

    /// <summary>A frame with one event.</summary>
    public static byte[] Of(string channel, long number, DateTimeOffset now, Action<Utf8JsonWriter> write) => CoinbaseJson.Bytes(json =>
    {
        json.WriteString("channel", channel);
        json.WriteString("client_id", "");
        json.WriteString("timestamp", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));
        json.WriteNumber("sequence_num", number);
        json.WriteStartArray("events");
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
        json.WriteEndArray();
    });

    /// <summary>That the stream lives; its time is in a form of its own.</summary>
    public static void Heartbeat(Utf8JsonWriter json, DateTimeOffset now, long count)
    {
        json.WriteString("current_time", now.UtcDateTime.ToString($"yyyy-MM-dd HH:mm:ss.fffffff '+0000 UTC m=+{count}.000000001'", CultureInfo.InvariantCulture));
        json.WriteNumber("heartbeat_counter", count);
    }

    public static void Book(Utf8JsonWriter json, CoinbaseProduct product, bool isSnapshot, IReadOnlyList<DepthLevel> bids, IReadOnlyList<DepthLevel> asks, DateTimeOffset at)
    {
        json.WriteString("type", isSnapshot ? "snapshot" : "update");
        json.WriteString("product_id", product.Id);
        json.WriteEach("updates", bids.Select(static level => ("bid", level)).Concat(asks.Select(static level => ("offer", level))), update =>
        {
            json.WriteString("side", update.Item1);
            json.WriteString("event_time", CoinbaseJson.Time(at));
            json.WriteAmount("price_level", update.level.Price);
            json.WriteAmount("new_quantity", update.level.Size);
        });
    }

    /// <summary>Trades, the newest first. The side is the maker's.</summary>
    public static void Trades(Utf8JsonWriter json, CoinbaseProduct product, bool isSnapshot, IEnumerable<PrintedTrade> trades, TimeSpan clockOffset)
    {
        json.WriteString("type", isSnapshot ? "snapshot" : "update");
        json.WriteEach("trades", trades, trade =>
        {
            json.WriteString("product_id", product.Id);
            json.WriteString("trade_id", trade.Id.ToString(CultureInfo.InvariantCulture));
            json.WriteAmount("price", trade.Price);
            json.WriteAmount("size", trade.Quantity);
            json.WriteString("time", CoinbaseJson.Time(trade.At + clockOffset));
            json.WriteString("side", trade.Aggressor == Side.Buy ? "SELL" : "BUY");
        });
    }

    /// <summary>Inside the floor.</summary>
    public static void Ticker(Utf8JsonWriter json, ExchangeFloor floor, CoinbaseProduct product, bool isSnapshot, DateTimeOffset now)
    {
        var (bid, ask) = (BestOf(floor, product, Side.Buy), BestOf(floor, product, Side.Sell));
        var last = floor.Tapes[product.Index].Last?.Price ?? (bid.Price + ask.Price) / 2m;
        var day = floor.Tapes[product.Index].Since(now.AddDays(-1)) ?? PrintedBar.Quiet(now, last);
        json.WriteString("type", isSnapshot ? "snapshot" : "update");
        json.WriteEach("tickers", [product], _ =>
        {
            json.WriteString("type", "ticker");
            json.WriteString("product_id", product.Id);
            json.WriteAmount("price", last);
            json.WriteAmount("volume_24_h", day.Volume);
            json.WriteAmount("low_24_h", day.Low);
            json.WriteAmount("high_24_h", day.High);
            json.WriteAmount("low_52_w", day.Low);
            json.WriteAmount("high_52_w", day.High);
            json.WriteAmount("price_percent_chg_24_h", day.Open > 0m ? Math.Round((last / day.Open * 100m) - 100m, 8) : 0m);
            json.WriteAmount("best_bid", bid.Price);
            json.WriteAmount("best_bid_quantity", bid.Size);
            json.WriteAmount("best_ask", ask.Price);
            json.WriteAmount("best_ask_quantity", ask.Size);
        });
    }

    private static DepthLevel BestOf(ExchangeFloor floor, CoinbaseProduct product, Side side) => floor.Depth(product.Index, side) is [var best, ..] ? best : default;
}
