using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Coinbase.Spelling;

/// <summary>The exchange's "no" in Coinbase's words: an order's stands in an answer that HTTP calls a success, anything else has a status of its own.</summary>
internal static class CoinbaseErrors
{
    public const string UnknownOrder = "UNKNOWN_CANCEL_ORDER";
    public const string Unsupported = "UNSUPPORTED_ORDER_CONFIGURATION";
    public const string InvalidSide = "INVALID_SIDE";
    public const string InvalidSize = "INVALID_SIZE_PRECISION";
    public const string InvalidPrice = "INVALID_LIMIT_PRICE";
    public const string NoLiquidity = "INVALID_NO_LIQUIDITY";
    public const string UnknownProduct = "INVALID_PRODUCT_ID";
    public const string NoFunds = "INSUFFICIENT_FUND";
    public const string Filled = "ORDER_IS_FULLY_FILLED";

    private static readonly Dictionary<string, string> OfOrders = new(StringComparer.Ordinal)
    {
        [ApiError.UnknownInstrument] = UnknownProduct,
        [ApiError.InvalidQuantity] = InvalidSize,
        [ApiError.InvalidPrice] = "INVALID_PRICE_PRECISION",
        [ApiError.MinNotional] = "PREVIEW_INVALID_QUOTE_SIZE_TOO_SMALL",
        [ApiError.InsufficientFunds] = NoFunds,
        [ApiError.WouldTake] = "INVALID_LIMIT_PRICE_POST_ONLY",
        [ApiError.MarketHalted] = "ORDER_ENTRY_DISABLED",
        [ApiError.NoLiquidity] = NoLiquidity,
        [ApiError.DuplicateClientOrderId] = "DUPLICATE_CLIENT_ORDER_ID",
        ["PRICE_BAND"] = InvalidPrice,
    };

    private static readonly HashSet<string> OfHttp = new(["INVALID_ARGUMENT", "NOT_FOUND", "PERMISSION_DENIED", "UNAUTHORIZED", "RESOURCE_EXHAUSTED", "UNAVAILABLE", "INTERNAL"], StringComparer.Ordinal);

    /// <summary>Wrong or missing token: no JSON at all.</summary>
    public static Reply Unauthorized => new(401, "Unauthorized"u8.ToArray());

    /// <summary>The key may not.</summary>
    public static Reply PermissionDenied => Http(403, "PERMISSION_DENIED", "Missing required scopes");

    /// <summary>Too much was asked.</summary>
    public static Reply TooMany => CoinbaseJson.Object(static json => json.WriteEach<string>("errors", ["rate_limit_exceeded"], id =>
    {
        json.WriteString("id", id);
        json.WriteString("message", "Too many requests");
    }), 429);

    /// <summary>Something is missing or makes no sense.</summary>
    public static Reply Invalid(string what) => Http(400, "INVALID_ARGUMENT", what);

    /// <summary>There is no such thing.</summary>
    public static Reply NotFound(string what) => Http(404, "NOT_FOUND", what);

    /// <summary>The venue's word for why an order is refused; one of its own stays as it is.</summary>
    public static string WordOf(ApiError error) => OfOrders.GetValueOrDefault(error.Code, error.Code);

    /// <summary>A refused order.</summary>
    public static Reply OfOrder(string word, string message) => CoinbaseJson.Object(json =>
    {
        json.WriteBoolean("success", false);
        json.WriteString("failure_reason", "UNKNOWN_FAILURE_REASON");
        json.WriteString("order_id", "");
        json.WriteObject("error_response", error =>
        {
            error.WriteString("error", word);
            error.WriteString("message", message);
            error.WriteString("error_details", "");
            error.WriteString("preview_failure_reason", word.StartsWith("PREVIEW_", StringComparison.Ordinal) ? word : word == NoFunds ? "PREVIEW_" + word : "UNKNOWN_PREVIEW_FAILURE_REASON");
            error.WriteString("new_order_failure_reason", word.StartsWith("PREVIEW_", StringComparison.Ordinal) ? "UNKNOWN_FAILURE_REASON" : word);
        });
        json.WriteNull("order_configuration");
    });

    /// <summary>Any "no", by its code.</summary>
    public static Reply Of(ApiError error) => error.Code switch
    {
        ApiError.RateLimited or ApiError.Banned => TooMany,
        ApiError.InvalidKey or ApiError.InvalidSignature or ApiError.InvalidNonce or ApiError.TimestampOutOfRange or "UNAUTHORIZED" => Unauthorized,
        "PERMISSION_DENIED" => PermissionDenied,
        ApiError.OrderNotFound or ApiError.OrderClosed or "NOT_FOUND" => NotFound(error.Message),
        ApiError.Internal => Http(500, "INTERNAL", error.Message),
        "UNAVAILABLE" => Http(503, "UNAVAILABLE", error.Message),
        ApiError.BadRequest or "INVALID_ARGUMENT" => Invalid(error.Message),
        "RESOURCE_EXHAUSTED" => Http(429, "RESOURCE_EXHAUSTED", error.Message),
        _ => OfOrder(WordOf(error), error.Message),
    };

    /// <summary>Whether a code is one of the venue's words for a refusal, for faults that ask for it.</summary>
    public static bool IsWord(string code) => OfHttp.Contains(code) || code.StartsWith("INVALID_", StringComparison.Ordinal) || code.StartsWith("PREVIEW_", StringComparison.Ordinal)
        || code.StartsWith("UNKNOWN_", StringComparison.Ordinal) || OfOrders.ContainsValue(code) || code is Unsupported or "UNTRADABLE_PRODUCT" or "GEOFENCING_RESTRICTION" or "INELIGIBLE_PAIR";

    private static Reply Http(int status, string word, string message) => CoinbaseJson.Object(json =>
    {
        json.WriteString("error", word);
        json.WriteString("error_details", message);
        json.WriteString("message", message);
    }, status);
}
