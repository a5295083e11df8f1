using System.Globalization;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Alpaca.Spelling;

/// <summary>The exchange's "no" in Alpaca's words: a number whose first three digits are the HTTP status, and a sentence that says what is meant.</summary>
internal static class AlpacaErrors
{
    public static readonly AlpacaError Unauthorized = new(401, 40110000, "request is not authorized");
    public static readonly AlpacaError NotFound = new(404, 40410000, "order not found");
    public static readonly AlpacaError NoPosition = new(404, 40410000, "position does not exist");
    public static readonly AlpacaError BadBody = new(400, 40010000, "request body format is invalid");
    public static readonly AlpacaError Suspended = new(403, 40310000, "new orders are rejected by user request");
    public static readonly AlpacaError RateLimited = new(429, 42910000, "rate limit exceeded");

    private const int CodeDigits = 8;
    private const int PerStatus = 100_000;

    /// <summary>A parameter that makes no sense.</summary>
    public static AlpacaError Parameter(string message) => new(422, 40010001, message);

    /// <summary>More than may be spent.</summary>
    public static AlpacaError PastBuyingPower { get; } = new(403, 40310000, "insufficient buying power");

    /// <summary>Something the venue cannot carry out.</summary>
    public static AlpacaError Unprocessable(string message) => new(422, 42210000, message);

    /// <summary>The exchange's refusal as Alpaca says it.</summary>
    public static AlpacaError Of(ApiError error) => error.Code switch
    {
        ApiError.UnknownInstrument => Unprocessable("asset not found"),
        ApiError.InvalidPrice => Unprocessable("invalid limit_price. sub-penny increment does not fulfill minimum pricing criteria"),
        ApiError.MinNotional => new(403, 40310000, "cost basis must be >= minimal amount of order 10"),
        ApiError.InvalidKey or ApiError.InvalidSignature or ApiError.InvalidNonce or ApiError.TimestampOutOfRange => Unauthorized,
        ApiError.OrderNotFound => NotFound,
        ApiError.DuplicateClientOrderId => Parameter("client_order_id must be unique"),
        ApiError.OrderClosed => Unprocessable("order is already in \"filled\" state"),
        ApiError.InsufficientFunds => PastBuyingPower,
        ApiError.MarketHalted => new(403, 40310000, "market is closed"),
        ApiError.RateLimited or ApiError.Banned => RateLimited,
        ApiError.Internal => new(500, 50010000, "internal server error occurred"),
        "UNAVAILABLE" => new(503, 50310000, "service unavailable"),
        _ when IsCode(error.Code) && int.Parse(error.Code, CultureInfo.InvariantCulture) is var code => new(code / PerStatus, code, error.Message),
        _ => Parameter(error.Message),
    };

    /// <summary>Whether a text is built as Alpaca's codes are, such as <c>42210000</c>.</summary>
    public static bool IsCode(string code) => code.Length == CodeDigits && (code[0] is '4' or '5') && code.All(char.IsAsciiDigit);
}
