using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Kraken.Spelling;

/// <summary>The exchange's "no" in Kraken's words.</summary>
internal static class KrakenErrors
{
    public const string InvalidKey = "EAPI:Invalid key";
    public const string InvalidSignature = "EAPI:Invalid signature";
    public const string InvalidNonce = "EAPI:Invalid nonce";
    public const string CallRateExceeded = "EAPI:Rate limit exceeded";
    public const string OrderRateExceeded = "EOrder:Rate limit exceeded";
    public const string Lockout = "EGeneral:Temporary lockout";
    public const string PermissionDenied = "EGeneral:Permission denied";
    public const string UnknownMethod = "EGeneral:Unknown method";
    public const string InvalidArguments = "EGeneral:Invalid arguments";
    public const string UnknownPair = "EQuery:Unknown asset pair";
    public const string UnknownOrder = "EOrder:Unknown order";
    public const string InvalidSession = "ESession:Invalid session";
    public const string DeadlineElapsed = "EService:Deadline elapsed";
    public const string MinimumNotMet = "EOrder:Order minimum not met";

    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        [ApiError.BadRequest] = InvalidArguments,
        [ApiError.UnknownInstrument] = UnknownPair,
        [ApiError.InvalidQuantity] = Argument("volume"),
        [ApiError.InvalidPrice] = "EOrder:Tick size check failed",
        [ApiError.MinNotional] = "EOrder:Cost minimum not met",
        [ApiError.InvalidKey] = InvalidKey,
        [ApiError.InvalidSignature] = InvalidSignature,
        [ApiError.InvalidNonce] = InvalidNonce,
        [ApiError.TimestampOutOfRange] = DeadlineElapsed,
        [ApiError.OrderNotFound] = UnknownOrder,
        [ApiError.DuplicateClientOrderId] = Argument("cl_ord_id"),
        [ApiError.OrderClosed] = UnknownOrder,
        [ApiError.InsufficientFunds] = "EOrder:Insufficient funds",
        [ApiError.WouldTake] = "EOrder:Post only order",
        [ApiError.MarketHalted] = "EService:Market in cancel_only mode",
        [ApiError.NoLiquidity] = "EOrder:Invalid order",
        [ApiError.RateLimited] = CallRateExceeded,
        [ApiError.Banned] = Lockout,
        [ApiError.Internal] = "EGeneral:Internal error",
        ["PRICE_BAND"] = "EOrder:Invalid price",
        ["UNAVAILABLE"] = "EService:Unavailable",
    };

    /// <summary>An argument that makes no sense.</summary>
    public static string Argument(string name) => $"{InvalidArguments}:{name}";

    /// <summary>Kraken's text of an error; one of its own stays as it is.</summary>
    public static string TextOf(ApiError error) => Texts.GetValueOrDefault(error.Code, error.Code);

    /// <summary>Whether a text is built as Kraken's errors are, such as <c>EOrder:Insufficient funds</c>.</summary>
    public static bool IsText(string code) => code is ['E', ..] && code.Contains(':', StringComparison.Ordinal);
}
