using System.Globalization;
using System.Text.Json;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.CoinSpot;

/// <summary>JSON as CoinSpot spells it: prices of anybody as texts, everything of an account as numbers, times in UTC with milliseconds.</summary>
internal static class CoinSpotJson
{
    private const int IdNumberDigits = 23;

    /// <summary>A taken request, and what is told besides.</summary>
    public static Reply Ok(Action<Utf8JsonWriter> write) => new(200, JsonBytes.Of(write, static (json, write) =>
    {
        json.WriteString("status", "ok");
        json.WriteString("message", "ok");
        write(json);
    }));

    /// <summary>A price as a text; one nobody offers is <c>NaN</c>.</summary>
    public static void WritePrice(this Utf8JsonWriter json, string name, decimal price) => json.WriteString(name, price > 0m ? JsonBytes.Text(price) : "NaN");

    /// <summary>An amount as a number, without an exponent.</summary>
    public static void WriteFigure(this Utf8JsonWriter json, string name, decimal amount)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(JsonBytes.Text(amount), skipInputValidation: true);
    }

    /// <summary>A moment.</summary>
    public static void WriteMoment(this Utf8JsonWriter json, string name, DateTimeOffset at) => json.WriteString(name, at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    /// <summary>An order's id: 24 letters of hexadecimal.</summary>
    public static string OrderId(string orderId) => Id('6', long.Parse(orderId.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture));

    /// <summary>The exchange's own name of an order; null when no order can be called so.</summary>
    public static string? OrderOf(string? id) =>
        id is ['6', .. { Length: IdNumberDigits } digits] && long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? string.Create(CultureInfo.InvariantCulture, $"O{number}") : null;

    /// <summary>A row of the history: never an order's id, for the venue does not say that it is.</summary>
    public static string RowId(long sequence) => Id('7', sequence);

    private static string Id(char kind, long number) => $"{kind}{number.ToString($"x{IdNumberDigits}", CultureInfo.InvariantCulture)}";
}
