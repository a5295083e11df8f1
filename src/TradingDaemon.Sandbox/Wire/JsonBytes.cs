using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Encodings.Web;

namespace TradingDaemon.Sandbox.Wire;

/// <summary>JSON as the protocol spells it: amounts as strings without trailing zeros, times as milliseconds.</summary>
internal static class JsonBytes
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>One object; <paramref name="write"/> writes what is in it.</summary>
    public static byte[] Of<T>(T state, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        write(json, state);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>An amount in the one spelling it has here: no trailing zeros, no exponent.</summary>
    public static string Text(decimal amount) => Canonical(amount).ToString(CultureInfo.InvariantCulture);

    /// <summary>A property with an amount.</summary>
    public static void WriteAmount(this Utf8JsonWriter json, string name, decimal amount)
    {
        Span<char> text = stackalloc char[32]; // 29 digits, sign and point
        Canonical(amount).TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        json.WriteString(name, text[..length]);
    }

    /// <summary>A property with an amount, or null.</summary>
    public static void WriteAmount(this Utf8JsonWriter json, string name, decimal? amount)
    {
        if (amount is { } known) json.WriteAmount(name, known);
        else json.WriteNull(name);
    }

    /// <summary>An object with amounts by name, in the names' order.</summary>
    public static void WriteAmounts(this Utf8JsonWriter json, string name, IReadOnlyDictionary<string, decimal> amounts)
    {
        json.WriteStartObject(name);
        foreach (var (asset, amount) in amounts.OrderBy(static pair => pair.Key, StringComparer.Ordinal)) json.WriteAmount(asset, amount);
        json.WriteEndObject();
    }

    /// <summary>A property with a time.</summary>
    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset at) => json.WriteNumber(name, at.ToUnixTimeMilliseconds());

    /// <summary>A property with an object for each item; <paramref name="write"/> writes what is in it.</summary>
    public static void WriteEach<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static decimal Canonical(decimal amount) => amount / 1.000000000000000000000000000000m; // division drops trailing zeros
}
