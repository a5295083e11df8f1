using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.CoinSpot;

/// <summary>The exchange's "no" in CoinSpot's words. It has no codes; clients go by what a sentence holds.</summary>
internal static class CoinSpotErrors
{
    /// <summary>A permission a key has not.</summary>
    public const string PermissionDenied = "PERMISSION";

    private static readonly Dictionary<string, (int Status, string Text)> Table = new(StringComparer.Ordinal)
    {
        [ApiError.BadRequest] = (400, "Invalid request"),
        [ApiError.UnknownInstrument] = (400, "Coin not found"),
        [ApiError.InvalidQuantity] = (400, "Invalid amount"),
        [ApiError.InvalidPrice] = (400, "Invalid rate"),
        [ApiError.MinNotional] = (400, "Order value is below the minimum"),
        [ApiError.InvalidKey] = (401, "Invalid key"),
        [ApiError.InvalidSignature] = (401, "Invalid signature"),
        [ApiError.InvalidNonce] = (401, "Invalid nonce, it must be greater than the last"),
        [PermissionDenied] = (403, "This key is read only"),
        [ApiError.OrderNotFound] = (400, "Order not found"),
        [ApiError.OrderClosed] = (400, "Order already completed or cancelled"),
        [ApiError.InsufficientFunds] = (400, "Insufficient funds"),
        [ApiError.NoLiquidity] = (400, "The rate has moved beyond the threshold"),
        [ApiError.MarketHalted] = (400, "Trading of this coin is not allowed now"),
        [ApiError.RateLimited] = (429, "Too many requests"),
        [ApiError.Banned] = (429, "Too many requests"),
        [ApiError.Internal] = (500, "Internal error"),
    };

    /// <summary>Every error as an answer. An outage is the page of whoever stands before the venue.</summary>
    public static Reply Reply(ApiError error)
    {
        if (error.Code == "UNAVAILABLE") return new Reply(503, "<html><head><title>503 Service Temporarily Unavailable</title></head><body>cloudflare</body></html>"u8.ToArray());
        var (status, text) = Table.TryGetValue(error.Code, out var known) ? known : (400, error.Code);
        return new Reply(status, JsonBytes.Of(text, static (json, text) =>
        {
            json.WriteString("status", "error");
            json.WriteString("message", text);
        }));
    }

    /// <summary>The same by its code.</summary>
    public static Reply Reply(string code) => Reply(new ApiError(code, ""));

    /// <summary>Whether a fault may ask for a text as one of the venue's own: it is a sentence.</summary>
    public static bool IsText(string code) => code.Contains(' ', StringComparison.Ordinal) || code == PermissionDenied;
}
