using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Unicode;

namespace TradingDaemon.Venues.Wire;

/// <summary>
/// MessagePack written as JSON, so that one reader reads both: a moment becomes RFC 3339 with all its nanoseconds, a floating number the shortest
/// text that says it. Its buffer is used again for the next payload. Not thread-safe.
/// </summary>
internal sealed class MessagePackText
{
    private const int DepthMax = 64;
    private const int TimestampKind = -1;

    private readonly ArrayBufferWriter<byte> _text = new(1024);

    /// <summary>Whether a payload begins as MessagePack objects and lists do, which no JSON text can.</summary>
    public static bool Begins(ReadOnlySpan<byte> payload) => payload is [(>= 0x80 and <= 0x9f) or (>= 0xdc and <= 0xdf), ..];

    /// <summary>The payload as JSON, good until the next one. Throws <see cref="WireFormatException"/> when it is no MessagePack, or not one value.</summary>
    public ReadOnlySpan<byte> Read(ReadOnlySpan<byte> payload)
    {
        _text.ResetWrittenCount();
        var rest = payload;
        using (var json = new Utf8JsonWriter(_text, new JsonWriterOptions { MaxDepth = DepthMax + 1 })) Value(json, ref rest, 0);
        if (!rest.IsEmpty) throw Broken("something follows the value");
        return _text.WrittenSpan;
    }

    private static WireFormatException Broken(string why) => new($"no MessagePack: {why}");

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest, uint length)
    {
        if (length > (uint)rest.Length) throw Broken("it ends too early");
        var taken = rest[..(int)length];
        rest = rest[(int)length..];
        return taken;
    }

    private static ulong Whole(ref ReadOnlySpan<byte> rest, uint bytes)
    {
        ulong whole = 0;
        foreach (var one in Take(ref rest, bytes)) whole = (whole << 8) | one;
        return whole;
    }

    private static void Value(Utf8JsonWriter json, ref ReadOnlySpan<byte> rest, int depth)
    {
        if (depth > DepthMax) throw Broken("it is nested too deep");
        var kind = Take(ref rest, 1)[0];
        switch (kind)
        {
            case <= 0x7f: json.WriteNumberValue(kind); break;
            case >= 0xe0: json.WriteNumberValue((sbyte)kind); break;
            case <= 0x8f: Map(json, ref rest, kind & 0x0fu, depth); break;
            case <= 0x9f: List(json, ref rest, kind & 0x0fu, depth); break;
            case <= 0xbf: Text(json, Take(ref rest, kind & 0x1fu)); break;
            case 0xc0: json.WriteNullValue(); break;
            case 0xc2 or 0xc3: json.WriteBooleanValue(kind == 0xc3); break;
            case 0xc4 or 0xc5 or 0xc6: json.WriteBase64StringValue(Take(ref rest, (uint)Whole(ref rest, 1u << (kind - 0xc4)))); break;
            case 0xc7 or 0xc8 or 0xc9: Extension(json, ref rest, (uint)Whole(ref rest, 1u << (kind - 0xc7))); break;
            case 0xca: json.WriteNumberValue(Finite(BitConverter.UInt32BitsToSingle((uint)Whole(ref rest, 4)))); break;
            case 0xcb: json.WriteNumberValue(Finite(BitConverter.UInt64BitsToDouble(Whole(ref rest, 8)))); break;
            case >= 0xcc and <= 0xcf: json.WriteNumberValue(Whole(ref rest, 1u << (kind - 0xcc))); break;
            case >= 0xd0 and <= 0xd3: Signed(json, ref rest, 1 << (kind - 0xd0)); break;
            case >= 0xd4 and <= 0xd8: Extension(json, ref rest, 1u << (kind - 0xd4)); break;
            case 0xd9 or 0xda or 0xdb: Text(json, Take(ref rest, (uint)Whole(ref rest, 1u << (kind - 0xd9)))); break;
            case 0xdc or 0xdd: List(json, ref rest, (uint)Whole(ref rest, 2u << (kind - 0xdc)), depth); break;
            case 0xde or 0xdf: Map(json, ref rest, (uint)Whole(ref rest, 2u << (kind - 0xde)), depth); break;
            default: throw Broken("a byte begins no value");
        }
    }

    private static void Signed(Utf8JsonWriter json, ref ReadOnlySpan<byte> rest, int bytes)
    {
        var unused = 64 - (8 * bytes);
        json.WriteNumberValue((long)(Whole(ref rest, (uint)bytes) << unused) >> unused);
    }

    private static void List(Utf8JsonWriter json, ref ReadOnlySpan<byte> rest, uint count, int depth)
    {
        json.WriteStartArray();
        for (; count > 0; count--) Value(json, ref rest, depth + 1);
        json.WriteEndArray();
    }

    private static void Map(Utf8JsonWriter json, ref ReadOnlySpan<byte> rest, uint count, int depth)
    {
        json.WriteStartObject();
        for (; count > 0; count--)
        {
            json.WritePropertyName(Characters(Name(ref rest)));
            Value(json, ref rest, depth + 1);
        }

        json.WriteEndObject();
    }

    private static ReadOnlySpan<byte> Name(ref ReadOnlySpan<byte> rest) => Take(ref rest, 1)[0] switch
    {
        >= 0xa0 and <= 0xbf and var kind => Take(ref rest, kind & 0x1fu),
        >= 0xd9 and <= 0xdb and var kind => Take(ref rest, (uint)Whole(ref rest, 1u << (kind - 0xd9))),
        _ => throw Broken("the name of a field is no text"),
    };

    private static void Text(Utf8JsonWriter json, ReadOnlySpan<byte> text) => json.WriteStringValue(Characters(text));

    private static ReadOnlySpan<byte> Characters(ReadOnlySpan<byte> text) => Utf8.IsValid(text) ? text : throw Broken("a text holds no valid characters");

    private static T Finite<T>(T number)
        where T : System.Numerics.IFloatingPoint<T> => T.IsFinite(number) ? number : throw Broken("a number is infinite or none");

    // Seconds alone, 30 bits of nanoseconds above 34 of seconds, or nanoseconds and then seconds.
    private static void Extension(Utf8JsonWriter json, ref ReadOnlySpan<byte> rest, uint length)
    {
        var kind = (sbyte)Take(ref rest, 1)[0];
        var body = Take(ref rest, length);
        if (kind != TimestampKind) throw Broken("an extension of a kind nobody knows");
        var (seconds, nanoseconds, digits) = body.Length switch
        {
            4 => (BinaryPrimitives.ReadUInt32BigEndian(body), 0u, 0),
            8 => ((long)(BinaryPrimitives.ReadUInt64BigEndian(body) & 0x3_ffff_ffff), (uint)(BinaryPrimitives.ReadUInt64BigEndian(body) >> 34), 9),
            12 => (BinaryPrimitives.ReadInt64BigEndian(body[4..]), BinaryPrimitives.ReadUInt32BigEndian(body), 9),
            _ => throw Broken("a moment of a length nobody knows"),
        };
        if (seconds is < 0 or > 9_000_000_000 || nanoseconds > 999_999_999) throw Broken("a moment that is none");
        json.WriteStringValue(new WireTime((seconds * 1_000_000_000) + nanoseconds, digits).ToString());
    }
}
