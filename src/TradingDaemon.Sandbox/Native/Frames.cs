using System.Text.Json;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Floor;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Native;

/// <summary>How frames are written.</summary>
internal static class Frames
{
    public static byte[] Quote(ExchangeFloor floor, int instrument, long sequence) => Of("quote", (floor, instrument, sequence), static (json, what) =>
    {
        json.WriteNumber("sequence", what.sequence);
        MarketAnswers.WriteQuote(json, what.floor, what.instrument);
    });

    public static byte[] Trade(string symbol, long sequence, decimal price, decimal quantity, Side aggressor, DateTimeOffset at) => Of("trade", (symbol, sequence, price, quantity, aggressor, at), static (json, what) =>
    {
        json.WriteString("symbol", what.symbol);
        json.WriteNumber("sequence", what.sequence);
        json.WriteAmount("price", what.price);
        json.WriteAmount("quantity", what.quantity);
        json.WriteString("aggressor", WireWords.Of(what.aggressor));
        json.WriteTime("time", what.at);
    });

    public static byte[] Book(string symbol, long sequence, bool isSnapshot, IReadOnlyList<DepthLevel> bids, IReadOnlyList<DepthLevel> asks, uint checksum) =>
        Of("book", (symbol, sequence, isSnapshot, bids, asks, checksum), static (json, what) =>
        {
            json.WriteString("symbol", what.symbol);
            json.WriteNumber("sequence", what.sequence);
            json.WriteBoolean("snapshot", what.isSnapshot);
            WriteLevels(json, "bids", what.bids);
            WriteLevels(json, "asks", what.asks);
            json.WriteNumber("checksum", what.checksum);
        });

    public static byte[] Order(in OrderView order) => Of("order", order, static (json, order) =>
    {
        json.WriteStartObject("order");
        order.Write(json);
        json.WriteEndObject();
    });

    public static byte[] Execution(Execution execution, TimeSpan clockOffset) => Of("execution", (execution, clockOffset), static (json, what) =>
    {
        json.WriteStartObject("execution");
        ExecutionView.Write(json, what.execution, what.clockOffset);
        json.WriteEndObject();
    });

    public static byte[] Heartbeat(DateTimeOffset now) => Of("heartbeat", now, static (json, now) => json.WriteTime("time", now));

    public static byte[] Authenticated() => Of("authenticated", true, static (_, _) => { });

    public static byte[] Error(ApiError error) => Of("error", error, static (json, error) =>
    {
        json.WriteString("code", error.Code);
        json.WriteString("message", error.Message);
    });

    /// <summary>Says that a subscription holds, or holds no longer.</summary>
    public static byte[] Subscribed(string type, string channel, IReadOnlyList<string> symbols) => Of(type, (channel, symbols), static (json, what) =>
    {
        json.WriteString("channel", what.channel);
        json.WriteStartArray("symbols");
        foreach (var symbol in what.symbols) json.WriteStringValue(symbol);
        json.WriteEndArray();
    });

    private static void WriteLevels(Utf8JsonWriter json, string name, IReadOnlyList<DepthLevel> levels)
    {
        json.WriteStartArray(name);
        foreach (var level in levels)
        {
            json.WriteStartArray();
            json.WriteStringValue(JsonBytes.Text(level.Price));
            json.WriteStringValue(JsonBytes.Text(level.Size));
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static byte[] Of<T>(string type, T what, Action<Utf8JsonWriter, T> write) => JsonBytes.Of((type, what, write), static (json, frame) =>
    {
        json.WriteString("type", frame.type);
        frame.write(json, frame.what);
    });
}
