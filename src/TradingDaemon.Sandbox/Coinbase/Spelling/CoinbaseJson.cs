using System.Globalization;
using System.Text.Json;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Coinbase.Spelling;

/// <summary>JSON as Coinbase spells it: amounts are texts without needless zeros, times RFC 3339.</summary>
internal static class CoinbaseJson
{
    /// <summary>An answer with an object.</summary>
    public static Reply Object(Action<Utf8JsonWriter> write, int status = 200) => new(status, Bytes(write));

    /// <summary>An object.</summary>
    public static byte[] Bytes(Action<Utf8JsonWriter> write) => JsonBytes.Of(write, static (json, write) => write(json));

    /// <summary>RFC 3339 with microseconds.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A property with an object.</summary>
    public static void WriteObject(this Utf8JsonWriter json, string name, Action<Utf8JsonWriter> write)
    {
        json.WriteStartObject(name);
        write(json);
        json.WriteEndObject();
    }

    /// <summary>A property with an amount and its currency.</summary>
    public static void WriteMoney(this Utf8JsonWriter json, string name, decimal amount, string currency)
    {
        json.WriteStartObject(name);
        json.WriteAmount("value", amount);
        json.WriteString("currency", currency);
        json.WriteEndObject();
    }

    /// <summary>Texts, all the same.</summary>
    public static void WriteTexts(this Utf8JsonWriter json, string value, params ReadOnlySpan<string> names)
    {
        foreach (var name in names) json.WriteString(name, value);
    }

    /// <summary>Flags that are down.</summary>
    public static void WriteNots(this Utf8JsonWriter json, params ReadOnlySpan<string> names)
    {
        foreach (var name in names) json.WriteBoolean(name, false);
    }

    /// <summary>A list without anything.</summary>
    public static void WriteNone(this Utf8JsonWriter json, string name)
    {
        json.WriteStartArray(name);
        json.WriteEndArray();
    }
}
