using System.Globalization;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.CoinGecko;

/// <summary>A "no" in CoinGecko's two forms: with a code, or in words only.</summary>
internal static class CoinGeckoErrors
{
    /// <summary>A key of the paid kind at the address of the others.</summary>
    public const string WrongHost = "10010";

    private const string TooMuch = "You've exceeded the Rate Limit. Please visit https://www.coingecko.com/en/api/pricing to subscribe to our API plans for higher rate limits.";

    private static readonly Dictionary<string, (int Status, int Code, string Text)> Table = new(StringComparer.Ordinal)
    {
        [ApiError.RateLimited] = (429, 429, TooMuch),
        [ApiError.Banned] = (429, 429, TooMuch),
        [ApiError.Internal] = (500, 500, "Internal Server Error"),
        ["UNAVAILABLE"] = (503, 503, "Service Unavailable"),
        ["10002"] = (401, 10002, "API Key Missing"),
        ["10005"] = (401, 10005, "Your request exceeds the allowed range of this plan."),
        [WrongHost] = (400, 10010, "If you are using Pro API key, please change your root URL from api.coingecko.com to pro-api.coingecko.com"),
    };

    /// <summary>An error as an answer; one without a code is 404 in words.</summary>
    public static Reply Reply(string code, string text = "") => !Table.TryGetValue(code, out var known) ? InWords(404, text.Length > 0 ? text : "Incorrect path. Please check https://docs.coingecko.com") : new Reply(known.Status, JsonBytes.Of(known, static (json, known) =>
    {
        json.WriteStartObject("status");
        json.WriteNumber("error_code", known.Code);
        json.WriteString("error_message", known.Text);
        json.WriteEndObject();
    }));

    /// <summary>An error that has words only.</summary>
    public static Reply InWords(int status, string text) => new(status, JsonBytes.Of(text, static (json, text) => json.WriteString("error", text)));

    /// <summary>Whether a fault may ask for this code as one of the venue's own.</summary>
    public static bool IsCode(string code) => int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out _) && Table.ContainsKey(code);
}
