using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TradingDaemon.Tests.Venues.BadInput;

/// <summary>What may become of an answer or a frame that was a good one.</summary>
internal static partial class Oddities
{
    /// <summary>A page of whoever stands before the venue.</summary>
    public static readonly byte[] Page = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"u8.ToArray();

    /// <summary>As it was, behind ten megabytes of nothing.</summary>
    public static byte[] Large(byte[] json) => [.. Enumerable.Repeat((byte)' ', 10 * 1024 * 1024), .. json];

    /// <summary>With a byte that no UTF-8 has in the last of its texts.</summary>
    public static byte[] NoText(byte[] json)
    {
        byte[] broken = [.. json];
        broken[Array.LastIndexOf(broken, (byte)'"')] = 0xFF;
        return broken;
    }

    /// <summary>Ending early.</summary>
    public static byte[] Cut(byte[] bytes) => bytes[..(bytes.Length / 2)];

    public static byte[] Packed(byte[] bytes, Func<Stream, Stream> pack)
    {
        using var packed = new MemoryStream();
        using (var into = pack(packed)) into.Write(bytes);
        return packed.ToArray();
    }

    public static byte[] Gzip(byte[] bytes) => Packed(bytes, static into => new GZipStream(into, CompressionLevel.Fastest));

    /// <summary>Every field of its objects said twice, from a depth on: the root's are of depth zero.</summary>
    public static byte[] Doubled(byte[] json, int from = 0) => Rewritten(json, (writer, value) => Double(writer, value, from));

    /// <summary>Numbers as texts, and texts that are numbers as numbers, each with its digits.</summary>
    public static byte[] Swapped(byte[] json) => Rewritten(json, Swap);

    private static byte[] Rewritten(byte[] json, Action<Utf8JsonWriter, JsonElement> write)
    {
        if (json.Length == 0) return json;
        using var document = JsonDocument.Parse(json);
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true })) write(writer, document.RootElement);
        return output.ToArray();
    }

    private static void Double(Utf8JsonWriter writer, JsonElement value, int left)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            writer.WriteStartObject();
            foreach (var field in value.EnumerateObject())
            {
                for (var times = left <= 0 ? 2 : 1; times > 0; times--)
                {
                    writer.WritePropertyName(field.Name);
                    Double(writer, field.Value, left - 1);
                }
            }

            writer.WriteEndObject();
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            writer.WriteStartArray();
            foreach (var one in value.EnumerateArray()) Double(writer, one, left - 1);
            writer.WriteEndArray();
        }
        else
        {
            value.WriteTo(writer);
        }
    }

    private static void Swap(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var field in value.EnumerateObject())
                {
                    writer.WritePropertyName(field.Name);
                    Swap(writer, field.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var one in value.EnumerateArray()) Swap(writer, one);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                writer.WriteStringValue(value.GetRawText());
                break;
            case JsonValueKind.String when Number().IsMatch(value.GetString()!):
                writer.WriteRawValue(Encoding.UTF8.GetBytes(value.GetString()!));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    [GeneratedRegex(@"^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$")]
    private static partial Regex Number();
}
