using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TradingDaemon.Venues.Requests;

/// <summary>JSON without blanks, its fields in the order they are written: the bytes that are signed are the bytes that are sent.</summary>
internal static class JsonBody
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What a writer was told.</summary>
    public static ReadOnlyMemory<byte> Of(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Plain)) write(json);
        return bytes.WrittenMemory;
    }

    /// <summary>Writes a text; nothing when it is null.</summary>
    public static void Text(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }

    /// <summary>Writes a number without exponent or needless zeros.</summary>
    public static void Number(this Utf8JsonWriter json, string name, decimal value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(FormBody.Plain(value));
    }
}
