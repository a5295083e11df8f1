using System.Globalization;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Binance.Spelling;

/// <summary>The exchange's "no" in Binance's codes and words.</summary>
internal static class BinanceErrors
{
    public static BinanceError KeyFormat { get; } = new(-2014, "API-key format invalid.", 401);

    public static BinanceError KeyRefused { get; } = new(-2015, "Invalid API-key, IP, or permissions for action.", 401);

    public static BinanceError Signature { get; } = new(-1022, "Signature for this request is not valid.");

    public static BinanceError Ahead { get; } = new(-1021, "Timestamp for this request was 1000ms ahead of the server's time.");

    public static BinanceError OutsideWindow { get; } = new(-1021, "Timestamp for this request is outside of the recvWindow.");

    public static BinanceError WindowTooLarge { get; } = new(-1131, "recvWindow must be less than 60000.");

    public static BinanceError InvalidSymbol { get; } = new(-1121, "Invalid symbol.");

    public static BinanceError InvalidInterval { get; } = new(-1120, "Invalid interval.");

    public static BinanceError TooLongApart { get; } = new(-1127, "More than 24 hours between startTime and endTime.");

    public static BinanceError TooMuchPrecision { get; } = new(-1111, "Precision is over the maximum defined for this asset.");

    public static BinanceError TooManyOrders { get; } = new(-1015, "Too many new orders; current limit is 50 orders per 10 SECOND.", 429);

    public static BinanceError NothingToCancel { get; } = new(-2011, "Unknown order sent.");

    public static BinanceError NoSuchOrder { get; } = new(-2013, "Order does not exist.");

    public static BinanceError UnknownMethod { get; } = new(-1130, "Data sent for parameter 'method' is not valid.");

    public static BinanceError AlreadySubscribed { get; } = new(-2035, "User Data Stream is already active for this connection.");

    public static BinanceError Gone { get; } = new(-1000, "This endpoint is no longer available.", 410);

    /// <summary>Something that is needed is not there.</summary>
    public static BinanceError Mandatory(string parameter) => new(-1102, $"Mandatory parameter '{parameter}' was not sent, was empty/null, or malformed.");

    /// <summary>Something is there that does not belong.</summary>
    public static BinanceError Unneeded(string parameter) => new(-1106, $"Parameter '{parameter}' sent when not required.");

    /// <summary>Something is spelled as nothing is.</summary>
    public static BinanceError Illegal(string parameter, string range) => new(-1100, $"Illegal characters found in parameter '{parameter}'; legal range is '{range}'.");

    /// <summary>An order breaks one of its symbol's rules.</summary>
    public static BinanceError Filter(string name) => new(-1013, $"Filter failure: {name}");

    /// <summary>An error of the exchange, or one of the venue's own that a fault asks for.</summary>
    public static BinanceError Of(ApiError error) => error.Code switch
    {
        ApiError.UnknownInstrument => InvalidSymbol,
        ApiError.InvalidQuantity => Filter("LOT_SIZE"),
        ApiError.InvalidPrice => Filter("PRICE_FILTER"),
        ApiError.MinNotional => Filter("NOTIONAL"),
        "PRICE_BAND" => Filter("PERCENT_PRICE_BY_SIDE"),
        ApiError.InvalidKey => KeyRefused,
        ApiError.InvalidSignature => Signature,
        ApiError.InvalidNonce or ApiError.TimestampOutOfRange => OutsideWindow,
        ApiError.OrderNotFound or ApiError.OrderClosed => NothingToCancel,
        ApiError.DuplicateClientOrderId => new(-2010, "Duplicate order sent."),
        ApiError.InsufficientFunds => new(-2010, "Account has insufficient balance for requested action."),
        ApiError.WouldTake => new(-2010, "Order would immediately match and take."),
        ApiError.MarketHalted => new(-2010, "Market is closed."),
        ApiError.NoLiquidity => new(-2010, "Order book liquidity is less than LOT_SIZE filter minimum quantity."),
        ApiError.RateLimited => new(-1003, "Too much request weight used; current limit is 6000 request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid polling the API.", 429),
        ApiError.Banned => new(-1003, "Way too much request weight used; IP banned. Please use WebSocket Streams for live updates to avoid bans.", 418),
        ApiError.Internal => new(-1000, "An unknown error occurred while processing the request.", 500),
        "UNAVAILABLE" => new(-1008, "Server is currently overloaded with other requests. Please try again in a few minutes.", 503),
        var own when IsCode(own) => Asked(int.Parse(own, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), error.Message),
        _ => new(-1100, error.Message),
    };

    /// <summary>Whether a text is built as Binance's codes are, such as <c>-1007</c>.</summary>
    public static bool IsCode(string code) => code is ['-', _, _, _, _] && code.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;

    private static BinanceError Asked(int code, string message) => new(code, message, code switch
    {
        -1003 or -1015 or -1034 => 429,
        -1000 or -1001 or -1006 or -1007 => 500,
        -1008 => 503,
        -1002 or -2014 or -2015 => 401,
        _ => 400,
    });
}
