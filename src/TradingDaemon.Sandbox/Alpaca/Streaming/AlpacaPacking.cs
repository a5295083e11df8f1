using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace TradingDaemon.Sandbox.Alpaca.Streaming;

/// <summary>MessagePack of what is otherwise JSON, for clients whose handshake asks for it: times are moments of its own kind, numbers whole or floating.</summary>
internal static class AlpacaPacking
{
    private const int DepthMax = 16; // a subscription has two
    private const byte Moment = 0xd7; // eight bytes of an extension

    /// <summary>A frame, packed.</summary>
    public static byte[] Pack(byte[] json)
    {
        var into = new ArrayBufferWriter<byte>();
        using var document = JsonDocument.Parse(json);
        Write(into, document.RootElement, null);
        return into.WrittenSpan.ToArray();
    }

    /// <summary>What a client said, as JSON; empty when it is no object of texts, lists and objects.</summary>
    public static byte[] Unpack(ReadOnlySpan<byte> packed)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        if (!TryRead(json, ref packed, 0) || !packed.IsEmpty) return [];
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(ArrayBufferWriter<byte> into, JsonElement value, string? name)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                Head(into, value.GetArrayLength(), 0x90, 15, 0xdc);
                foreach (var item in value.EnumerateArray()) Write(into, item, null);
                break;
            case JsonValueKind.Object:
                Head(into, value.EnumerateObject().Count(), 0x80, 15, 0xde);
                foreach (var member in value.EnumerateObject())
                {
                    Text(into, member.Name);
                    Write(into, member.Value, member.Name);
                }

                break;
            case JsonValueKind.String when name == "t": Time(into, value.GetDateTimeOffset()); break;
            case JsonValueKind.String: Text(into, value.GetString()!); break;
            case JsonValueKind.Number when value.TryGetInt64(out var whole): Number(into, 0xd3, whole); break;
            case JsonValueKind.Number: Number(into, 0xcb, BitConverter.DoubleToInt64Bits(value.GetDouble())); break;
            default: Byte(into, value.ValueKind switch { JsonValueKind.True => 0xc3, JsonValueKind.False => 0xc2, _ => 0xc0 }); break;
        }
    }

    // Thirty bits of nanoseconds above thirty-four of seconds.
    private static void Time(ArrayBufferWriter<byte> into, DateTimeOffset at)
    {
        Byte(into, Moment);
        Byte(into, 0xff);
        var nanoseconds = (ulong)(at.UtcTicks % TimeSpan.TicksPerSecond * 100);
        BinaryPrimitives.WriteUInt64BigEndian(into.GetSpan(8), (nanoseconds << 34) | (ulong)at.ToUnixTimeSeconds());
        into.Advance(8);
    }

    private static void Number(ArrayBufferWriter<byte> into, byte kind, long bits)
    {
        Byte(into, kind);
        BinaryPrimitives.WriteInt64BigEndian(into.GetSpan(8), bits);
        into.Advance(8);
    }

    private static void Text(ArrayBufferWriter<byte> into, string text)
    {
        Head(into, Encoding.UTF8.GetByteCount(text), 0xa0, 31, 0xda);
        Encoding.UTF8.GetBytes(text, into);
    }

    private static void Head(ArrayBufferWriter<byte> into, int count, byte few, int fewMax, byte many)
    {
        if (count <= fewMax)
        {
            Byte(into, (byte)(few | count));
            return;
        }

        Byte(into, many);
        Byte(into, (byte)(count >> 8));
        Byte(into, (byte)count);
    }

    private static void Byte(ArrayBufferWriter<byte> into, byte one)
    {
        into.GetSpan(1)[0] = one;
        into.Advance(1);
    }

    private static bool TryRead(Utf8JsonWriter json, ref ReadOnlySpan<byte> rest, int depth)
    {
        if (depth > DepthMax || rest.IsEmpty) return false;
        var kind = rest[0];
        if (kind is (>= 0xa0 and <= 0xbf) or 0xd9 or 0xda)
        {
            if (!TryText(ref rest, out var text)) return false;
            json.WriteStringValue(text);
            return true;
        }

        rest = rest[1..];
        switch (kind)
        {
            case >= 0x80 and <= 0x8f: return TryMap(json, ref rest, kind & 0x0f, depth);
            case >= 0x90 and <= 0x9f: return TryList(json, ref rest, kind & 0x0f, depth);
            case 0xdc when TryCount(ref rest, 2, out var items): return TryList(json, ref rest, items, depth);
            case 0xde when TryCount(ref rest, 2, out var members): return TryMap(json, ref rest, members, depth);
            case 0xc0: json.WriteNullValue(); return true;
            case 0xc2 or 0xc3: json.WriteBooleanValue(kind == 0xc3); return true;
            default: return false; // nobody subscribes with numbers
        }
    }

    private static bool TryMap(Utf8JsonWriter json, ref ReadOnlySpan<byte> rest, int count, int depth)
    {
        json.WriteStartObject();
        for (; count > 0; count--)
        {
            if (!TryText(ref rest, out var name)) return false;
            json.WritePropertyName(name);
            if (!TryRead(json, ref rest, depth + 1)) return false;
        }

        json.WriteEndObject();
        return true;
    }

    private static bool TryList(Utf8JsonWriter json, ref ReadOnlySpan<byte> rest, int count, int depth)
    {
        json.WriteStartArray();
        for (; count > 0; count--)
            if (!TryRead(json, ref rest, depth + 1)) return false;
        json.WriteEndArray();
        return true;
    }

    private static bool TryText(ref ReadOnlySpan<byte> rest, out string text)
    {
        text = "";
        if (rest.IsEmpty) return false;
        var kind = rest[0];
        rest = rest[1..];
        var length = kind & 0x1f;
        if (kind is not (>= 0xa0 and <= 0xbf) && !(kind is 0xd9 or 0xda && TryCount(ref rest, kind - 0xd8, out length))) return false;
        if (length > rest.Length) return false;
        text = Encoding.UTF8.GetString(rest[..length]);
        rest = rest[length..];
        return true;
    }

    private static bool TryCount(ref ReadOnlySpan<byte> rest, int bytes, out int count)
    {
        count = 0;
        if (rest.Length < bytes) return false;
        for (var i = 0; i < bytes; i++) count = (count << 8) | rest[i];
        rest = rest[bytes..];
        return true;
    }
}
