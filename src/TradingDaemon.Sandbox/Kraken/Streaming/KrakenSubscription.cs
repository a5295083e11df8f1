using System.Globalization;
using System.Text.Json;

namespace TradingDaemon.Sandbox.Kraken.Streaming;

/// <summary>What a client asks a public channel for.</summary>
/// <param name="Channel">ticker, trade, book or ohlc.</param>
/// <param name="IsSnapshotWanted">Whether it is to begin with how things stand.</param>
/// <param name="IsByQuotes">Of a ticker: whether each change of the touch is told, rather than each trade.</param>
/// <param name="Depth">Of a book: levels a side.</param>
/// <param name="Interval">Of bars: minutes.</param>
internal sealed record KrakenSubscription(string Channel, bool IsSnapshotWanted, bool IsByQuotes, int Depth, int Interval)
{
    private static readonly int[] Depths = [10, 25, 100, 500, 1_000];
    private static readonly int[] Intervals = [1, 5, 15, 30, 60, 240, 1_440, 10_080, 21_600];

    /// <summary>Reads a message, or says what is wrong with it.</summary>
    public static (KrakenSubscription? Asked, string? Error) Of(KrakenMessage message)
    {
        if (message.Text("channel") is not ("ticker" or "trade" or "book" or "ohlc") || message.Text("channel") is not { } channel) return (null, "Unsupported channel");
        var trigger = message.Text("event_trigger") ?? "trades";
        var (depth, interval) = (Whole(message, "depth", 10), Whole(message, "interval", 1));
        if (trigger is not ("trades" or "bbo")) return (null, "Unsupported event_trigger");
        if (!Depths.Contains(depth)) return (null, "Subscription depth not supported");
        if (!Intervals.Contains(interval)) return (null, "Subscription interval not supported");
        return (new KrakenSubscription(channel, message.Flag("snapshot") ?? channel != "trade", trigger == "bbo", depth, interval), null);
    }

    /// <summary>Writes what an acknowledgement says of it.</summary>
    public void Write(Utf8JsonWriter json, string symbol)
    {
        json.WriteString("channel", Channel);
        if (Channel == "book") json.WriteNumber("depth", Depth);
        if (Channel == "ticker") json.WriteString("event_trigger", IsByQuotes ? "bbo" : "trades");
        if (Channel == "ohlc") json.WriteNumber("interval", Interval);
        json.WriteBoolean("snapshot", IsSnapshotWanted);
        json.WriteString("symbol", symbol);
        if (Channel != "ohlc") return;
        json.WriteStartArray("warnings");
        json.WriteStringValue("timestamp is deprecated, use interval_begin");
        json.WriteEndArray();
    }

    private static int Whole(KrakenMessage message, string name, int usual) =>
        message.Find(name) is null ? usual : int.TryParse(message.Number(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
