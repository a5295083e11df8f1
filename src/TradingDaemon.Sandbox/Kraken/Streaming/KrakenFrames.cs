using System.Text.Json;
using System.Text;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Floor;
using TradingDaemon.Sandbox.Kraken.Spelling;
using TradingDaemon.Sandbox.Streams;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Kraken.Streaming;

/// <summary>Frames of the public channels.</summary>
internal static class KrakenFrames
{
    private const int ChecksumLevels = 10;

    public static byte[] Heartbeat { get; } = KrakenJson.Frame(static json => json.WriteString("channel", "heartbeat"));

    public static byte[] Status(ulong connection) => Of("status", "update", json =>
    {
        json.WriteStartObject();
        json.WriteString("api_version", "v2");
        json.WriteNumber("connection_id", connection);
        json.WriteString("system", "online");
        json.WriteString("version", "2.0.10");
        json.WriteEndObject();
    });

    /// <summary>Inside the floor.</summary>
    public static byte[] Ticker(ExchangeFloor floor, KrakenPair pair, bool isSnapshot, DateTimeOffset now) => Of("ticker", isSnapshot ? "snapshot" : "update", json =>
    {
        var day = KrakenDay.Of(floor, pair.Index, now);
        var (bid, ask) = (BestOf(floor.Depth(pair.Index, Side.Buy)), BestOf(floor.Depth(pair.Index, Side.Sell)));
        json.WriteStartObject();
        json.WriteString("symbol", pair.Symbol);
        json.WriteFigure("bid", bid.Price, pair.PriceDecimals);
        json.WriteFigure("bid_qty", bid.Size, pair.LotDecimals);
        json.WriteFigure("ask", ask.Price, pair.PriceDecimals);
        json.WriteFigure("ask_qty", ask.Size, pair.LotDecimals);
        json.WriteFigure("last", day.Last, pair.PriceDecimals);
        json.WriteFigure("volume", day.Full.Volume, pair.LotDecimals);
        json.WriteFigure("vwap", day.Full.Average, pair.PriceDecimals);
        json.WriteFigure("low", day.Full.Low, pair.PriceDecimals);
        json.WriteFigure("high", day.Full.High, pair.PriceDecimals);
        json.WriteFigure("change", day.Last - day.Full.Open, pair.PriceDecimals);
        json.WriteFigure("change_pct", day.Full.Open > 0m ? (day.Last / day.Full.Open * 100m) - 100m : 0m, 2);
        json.WriteNumber("trades", day.Full.Trades);
        json.WriteString("timestamp", KrakenJson.Rfc3339(floor.Markets[pair.Index].At + floor.ClockOffset));
        json.WriteEndObject();
    });

    public static byte[] Trades(KrakenPair pair, bool isSnapshot, IEnumerable<PrintedTrade> trades, TimeSpan clockOffset) => Of("trade", isSnapshot ? "snapshot" : "update", json =>
    {
        foreach (var trade in trades)
        {
            json.WriteStartObject();
            json.WriteString("symbol", pair.Symbol);
            json.WriteString("side", trade.Aggressor == Side.Buy ? "buy" : "sell");
            json.WriteFigure("price", trade.Price, pair.PriceDecimals);
            json.WriteFigure("qty", trade.Quantity, pair.LotDecimals);
            json.WriteString("ord_type", "market");
            json.WriteNumber("trade_id", trade.Id);
            json.WriteString("timestamp", KrakenJson.Rfc3339(trade.At + clockOffset));
            json.WriteEndObject();
        }
    });

    public static byte[] Book(KrakenPair pair, bool isSnapshot, IReadOnlyList<DepthLevel> bids, IReadOnlyList<DepthLevel> asks, uint checksum, DateTimeOffset at) => Of("book", isSnapshot ? "snapshot" : "update", json =>
    {
        json.WriteStartObject();
        json.WriteString("symbol", pair.Symbol);
        WriteLevels(json, "bids", pair, bids);
        WriteLevels(json, "asks", pair, asks);
        json.WriteNumber("checksum", checksum);
        json.WriteString("timestamp", KrakenJson.Rfc3339(at));
        json.WriteEndObject();
    });

    public static byte[] Bars(KrakenPair pair, int interval, bool isSnapshot, IEnumerable<PrintedBar> bars, DateTimeOffset now) => Of("ohlc", isSnapshot ? "snapshot" : "update", json =>
    {
        foreach (var bar in bars)
        {
            json.WriteStartObject();
            json.WriteString("symbol", pair.Symbol);
            json.WriteFigure("open", bar.Open, pair.PriceDecimals);
            json.WriteFigure("high", bar.High, pair.PriceDecimals);
            json.WriteFigure("low", bar.Low, pair.PriceDecimals);
            json.WriteFigure("close", bar.Close, pair.PriceDecimals);
            json.WriteNumber("trades", bar.Trades);
            json.WriteFigure("volume", bar.Volume, pair.LotDecimals);
            json.WriteFigure("vwap", bar.Average, pair.PriceDecimals);
            json.WriteString("interval_begin", KrakenJson.Rfc3339Nano(bar.Begin));
            json.WriteNumber("interval", interval);
            json.WriteString("timestamp", KrakenJson.Rfc3339(bar.Begin.AddMinutes(interval)));
            json.WriteEndObject();
        }
    }, json => json.WriteString("timestamp", KrakenJson.Rfc3339Nano(now)));

    /// <summary>The book's CRC-32: asks, then bids, the ten best of each, without points and leading zeros.</summary>
    public static uint Checksum(KrakenPair pair, BookPicture book)
    {
        var text = new StringBuilder();
        foreach (var level in book.Of(Side.Sell).Take(ChecksumLevels).Concat(book.Of(Side.Buy).Take(ChecksumLevels))) text.Append(Bare(pair.Price(level.Price))).Append(Bare(pair.Quantity(level.Size)));
        return Crc32.Of(text.ToString());
    }

    /// <summary>A frame of a channel whose data is a list.</summary>
    public static byte[] Of(string channel, string type, Action<Utf8JsonWriter> writeData, Action<Utf8JsonWriter>? writeMore = null) => KrakenJson.Frame(json =>
    {
        json.WriteString("channel", channel);
        json.WriteString("type", type);
        json.WriteStartArray("data");
        writeData(json);
        json.WriteEndArray();
        writeMore?.Invoke(json);
    });

    private static string Bare(string figure) => figure.Replace(".", "", StringComparison.Ordinal).TrimStart('0');

    private static DepthLevel BestOf(IReadOnlyList<DepthLevel> levels) => levels is [var best, ..] ? best : default;

    private static void WriteLevels(Utf8JsonWriter json, string name, KrakenPair pair, IReadOnlyList<DepthLevel> levels)
    {
        json.WriteStartArray(name);
        foreach (var level in levels)
        {
            json.WriteStartObject();
            json.WriteFigure("price", level.Price, pair.PriceDecimals);
            json.WriteFigure("qty", level.Size, pair.LotDecimals);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
