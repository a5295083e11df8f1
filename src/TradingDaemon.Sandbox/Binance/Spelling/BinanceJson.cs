using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Binance.Spelling;

/// <summary>JSON as Binance spells it: amounts are texts with eight decimals, ids and milliseconds are numbers.</summary>
internal static class BinanceJson
{
    private const int Decimals = 8;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An answer with an object.</summary>
    public static Reply Object(Action<Utf8JsonWriter> write) => new(200, Frame(write));

    /// <summary>An answer with a list.</summary>
    public static Reply List(Action<Utf8JsonWriter> write) => new(200, Written(json =>
    {
        json.WriteStartArray();
        write(json);
        json.WriteEndArray();
    }));

    /// <summary>An answer that says no.</summary>
    public static Reply Error(BinanceError error) => new(error.Status, Frame(json =>
    {
        json.WriteNumber("code", error.Code);
        json.WriteString("msg", error.Message);
    }));

    /// <summary>A frame of a stream: one object.</summary>
    public static byte[] Frame(Action<Utf8JsonWriter> write) => Written(json =>
    {
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
    });

    /// <summary>An amount as it is told.</summary>
    public static string Text(decimal amount) => amount.ToString($"F{Decimals}", CultureInfo.InvariantCulture);

    /// <summary>A property with an amount.</summary>
    public static void WriteText(this Utf8JsonWriter json, string name, decimal amount) => json.WriteString(name, Text(amount));

    /// <summary>The levels of a side, best first.</summary>
    public static void WriteLevels(this Utf8JsonWriter json, string name, IEnumerable<Exchange.Market.DepthLevel> levels)
    {
        json.WriteStartArray(name);
        foreach (var level in levels)
        {
            json.WriteStartArray();
            json.WriteStringValue(Text(level.Price));
            json.WriteStringValue(Text(level.Size));
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static byte[] Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer, Options);
        write(json);
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
