using System.Text.Json;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Binance.Spelling;
using TradingDaemon.Sandbox.Floor;

namespace TradingDaemon.Sandbox.Binance.Streaming;

/// <summary>What the market streams say, without the stream's name around it.</summary>
internal static class BinanceMarketFrames
{
    public static void WriteTrade(Utf8JsonWriter json, BinancePair pair, in PrintedTrade trade, DateTimeOffset now, TimeSpan clockOffset)
    {
        WriteHead(json, "trade", pair, now);
        json.WriteNumber("t", trade.Id);
        json.WriteText("p", trade.Price);
        json.WriteText("q", trade.Quantity);
        json.WriteNumber("T", (trade.At + clockOffset).ToUnixTimeMilliseconds());
        json.WriteBoolean("m", trade.Aggressor == Side.Sell);
        json.WriteBoolean("M", true);
    }

    /// <summary>Every trade stands for itself here.</summary>
    public static void WriteAggregate(Utf8JsonWriter json, BinancePair pair, in PrintedTrade trade, DateTimeOffset now, TimeSpan clockOffset)
    {
        WriteHead(json, "aggTrade", pair, now);
        json.WriteNumber("a", trade.Id);
        json.WriteText("p", trade.Price);
        json.WriteText("q", trade.Quantity);
        json.WriteNumber("f", trade.Id);
        json.WriteNumber("l", trade.Id);
        json.WriteNumber("T", (trade.At + clockOffset).ToUnixTimeMilliseconds());
        json.WriteBoolean("m", trade.Aggressor == Side.Sell);
        json.WriteBoolean("M", true);
    }

    public static void WriteTouch(Utf8JsonWriter json, BinancePair pair, long id, DepthLevel bid, DepthLevel ask)
    {
        json.WriteNumber("u", id);
        json.WriteString("s", pair.Name);
        json.WriteText("b", bid.Price);
        json.WriteText("B", bid.Size);
        json.WriteText("a", ask.Price);
        json.WriteText("A", ask.Size);
    }

    public static void WriteDifference(Utf8JsonWriter json, BinancePair pair, long first, long last, IEnumerable<DepthLevel> bids, IEnumerable<DepthLevel> asks, DateTimeOffset now)
    {
        WriteHead(json, "depthUpdate", pair, now);
        json.WriteNumber("U", first);
        json.WriteNumber("u", last);
        json.WriteLevels("b", bids);
        json.WriteLevels("a", asks);
    }

    public static void WriteBar(Utf8JsonWriter json, BinancePair pair, string interval, PrintedBar bar, TimeSpan length, long lastId, DateTimeOffset now)
    {
        WriteHead(json, "kline", pair, now);
        json.WriteStartObject("k");
        json.WriteNumber("t", bar.Begin.ToUnixTimeMilliseconds());
        json.WriteNumber("T", (bar.Begin + length).ToUnixTimeMilliseconds() - 1);
        json.WriteString("s", pair.Name);
        json.WriteString("i", interval);
        json.WriteNumber("f", lastId - bar.Trades + 1);
        json.WriteNumber("L", lastId);
        foreach (var (name, amount) in new[] { ("o", bar.Open), ("c", bar.Close), ("h", bar.High), ("l", bar.Low), ("v", bar.Volume) }) json.WriteText(name, amount);
        json.WriteNumber("n", bar.Trades);
        json.WriteBoolean("x", false);
        json.WriteText("q", bar.Value);
        json.WriteText("V", 0m);
        json.WriteText("Q", 0m);
        json.WriteString("B", "0");
        json.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter json, string kind, BinancePair pair, DateTimeOffset now)
    {
        json.WriteString("e", kind);
        json.WriteNumber("E", now.ToUnixTimeMilliseconds());
        json.WriteString("s", pair.Name);
    }
}
