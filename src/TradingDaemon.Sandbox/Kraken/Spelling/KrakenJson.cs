using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Kraken.Spelling;

/// <summary>JSON as Kraken spells it: over HTTP amounts are texts and times seconds; on the stream amounts are numbers and times texts.</summary>
internal static class KrakenJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An answer with a result, whatever kind of value <paramref name="write"/> writes.</summary>
    public static Reply Result(Action<Utf8JsonWriter> write) => new(200, JsonBytes.Of(write, static (json, write) =>
    {
        json.WriteStartArray("error");
        json.WriteEndArray();
        json.WritePropertyName("result");
        write(json);
    }));

    /// <summary>An answer with an object.</summary>
    public static Reply Object(Action<Utf8JsonWriter> write) => Result(json =>
    {
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
    });

    /// <summary>An answer that says no; in HTTP's eyes a success, as nearly always.</summary>
    public static Reply Error(string text, int status = 200) => new(status, JsonBytes.Of(text, static (json, text) =>
    {
        json.WriteStartArray("error");
        json.WriteStringValue(text);
        json.WriteEndArray();
    }));

    /// <summary>A frame of the stream.</summary>
    public static byte[] Frame(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>An amount with so many decimals.</summary>
    public static string Fixed(decimal amount, int decimals) => amount.ToString($"F{decimals}", CultureInfo.InvariantCulture);

    /// <summary>A property with an amount as a text.</summary>
    public static void WriteText(this Utf8JsonWriter json, string name, decimal amount, int decimals) => json.WriteString(name, Fixed(amount, decimals));

    /// <summary>A property with an amount as a number.</summary>
    public static void WriteFigure(this Utf8JsonWriter json, string name, decimal amount, int decimals)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(Fixed(amount, decimals), skipInputValidation: true);
    }

    /// <summary>Unix seconds with a fraction.</summary>
    public static decimal Seconds(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / (decimal)TimeSpan.TicksPerSecond;

    /// <summary>Unix nanoseconds.</summary>
    public static string Nanoseconds(DateTimeOffset at) => ((Int128)(at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100).ToString(CultureInfo.InvariantCulture);

    /// <summary>RFC 3339 with microseconds, as the stream has it.</summary>
    public static string Rfc3339(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>RFC 3339 with nanoseconds, as bars have it.</summary>
    public static string Rfc3339Nano(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z'", CultureInfo.InvariantCulture);

    /// <summary>RFC 3339 to the second, as HTTP has it.</summary>
    public static string Rfc3339Second(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
