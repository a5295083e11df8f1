namespace TradingDaemon.Sandbox.Wire;

/// <summary>A "no" as the protocol says it.</summary>
/// <param name="Code">One of the protocol's codes.</param>
/// <param name="Message">One sentence for a person.</param>
internal sealed record ApiError(string Code, string Message)
{
    public const string BadRequest = "BAD_REQUEST";
    public const string UnknownInstrument = "UNKNOWN_INSTRUMENT";
    public const string InvalidQuantity = "INVALID_QUANTITY";
    public const string InvalidPrice = "INVALID_PRICE";
    public const string MinNotional = "MIN_NOTIONAL";
    public const string InvalidKey = "INVALID_KEY";
    public const string InvalidSignature = "INVALID_SIGNATURE";
    public const string InvalidNonce = "INVALID_NONCE";
    public const string TimestampOutOfRange = "TIMESTAMP_OUT_OF_RANGE";
    public const string OrderNotFound = "ORDER_NOT_FOUND";
    public const string DuplicateClientOrderId = "DUPLICATE_CLIENT_ORDER_ID";
    public const string OrderClosed = "ORDER_CLOSED";
    public const string InsufficientFunds = "INSUFFICIENT_FUNDS";
    public const string WouldTake = "WOULD_TAKE";
    public const string MarketHalted = "MARKET_HALTED";
    public const string NoLiquidity = "NO_LIQUIDITY";
    public const string RateLimited = "RATE_LIMITED";
    public const string Banned = "BANNED";
    public const string Internal = "INTERNAL";

    private static readonly Dictionary<string, int> Statuses = new(StringComparer.Ordinal)
    {
        [BadRequest] = 400,
        [UnknownInstrument] = 400,
        [InvalidQuantity] = 400,
        [InvalidPrice] = 400,
        [MinNotional] = 400,
        [InvalidKey] = 401,
        [InvalidSignature] = 401,
        [InvalidNonce] = 401,
        [TimestampOutOfRange] = 401,
        [OrderNotFound] = 404,
        [DuplicateClientOrderId] = 409,
        [OrderClosed] = 409,
        [Banned] = 418,
        [InsufficientFunds] = 422,
        [WouldTake] = 422,
        [MarketHalted] = 422,
        [NoLiquidity] = 422,
        ["PRICE_BAND"] = 422,
        [RateLimited] = 429,
        [Internal] = 500,
        ["UNAVAILABLE"] = 503,
    };

    /// <summary>The HTTP status that goes with the code.</summary>
    public int Status => Statuses[Code];

    /// <summary>Whether the protocol has this code.</summary>
    public static bool IsKnown(string code) => Statuses.ContainsKey(code);
}
