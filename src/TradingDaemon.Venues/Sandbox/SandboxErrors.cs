using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Text.Json;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.Sandbox;

/// <summary>What the sandbox's refusals mean: a table, and for what is not in it the status alone, which ends no order.</summary>
internal static class SandboxErrors
{
    private const int MessageLengthMax = 200;

    private static readonly FrozenDictionary<string, (VenueFaultKind Kind, VenueRefusal Refusal)> Table = new Dictionary<string, (VenueFaultKind, VenueRefusal)>
    {
        ["BAD_REQUEST"] = (VenueFaultKind.Rejected, VenueRefusal.Other),
        ["UNKNOWN_INSTRUMENT"] = (VenueFaultKind.Rejected, VenueRefusal.UnknownInstrument),
        ["INVALID_QUANTITY"] = (VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        ["INVALID_PRICE"] = (VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        ["MIN_NOTIONAL"] = (VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        ["INVALID_KEY"] = (VenueFaultKind.Authentication, VenueRefusal.Other),
        ["INVALID_SIGNATURE"] = (VenueFaultKind.Authentication, VenueRefusal.Other),
        ["INVALID_NONCE"] = (VenueFaultKind.Retry, VenueRefusal.Other), // the next one is larger
        ["TIMESTAMP_OUT_OF_RANGE"] = (VenueFaultKind.Retry, VenueRefusal.Other), // after measuring the clock
        ["ORDER_NOT_FOUND"] = (VenueFaultKind.Rejected, VenueRefusal.Other),
        ["ORDER_CLOSED"] = (VenueFaultKind.Rejected, VenueRefusal.Other),
        ["DUPLICATE_CLIENT_ORDER_ID"] = (VenueFaultKind.Rejected, VenueRefusal.DuplicateClientOrderId),
        ["INSUFFICIENT_FUNDS"] = (VenueFaultKind.InsufficientFunds, VenueRefusal.InsufficientFunds),
        ["WOULD_TAKE"] = (VenueFaultKind.Rejected, VenueRefusal.WouldTake),
        ["MARKET_HALTED"] = (VenueFaultKind.MarketClosed, VenueRefusal.MarketClosed),
        ["NO_LIQUIDITY"] = (VenueFaultKind.Rejected, VenueRefusal.NoLiquidity),
        ["PRICE_BAND"] = (VenueFaultKind.Rejected, VenueRefusal.Other),
        ["RATE_LIMITED"] = (VenueFaultKind.RateLimited, VenueRefusal.Other),
        ["BANNED"] = (VenueFaultKind.RateLimited, VenueRefusal.Other),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Why the venue refused, in the order's words.</summary>
    public static VenueRefusal RefusalOf(string code) => Table.TryGetValue(code, out var row) ? row.Refusal : VenueRefusal.Other;

    /// <summary>What an answer that is no success means. Only a definite no of the venue is one: everything else leaves open what happened.</summary>
    public static VenueFault Read(HttpStatusCode status, byte[] body, TimeSpan? retryAfter)
    {
        var said = TryRead(body);
        var code = said?.Code ?? ((int)status).ToString(CultureInfo.InvariantCulture);
        return new VenueFault(KindOf(status, said?.Code), code, Sentence(said?.Message ?? $"The venue answered {(int)status}."), retryAfter);
    }

    /// <summary>What an error frame of the stream means.</summary>
    public static VenueFault Read(string? code, string? message) =>
        new(code is not null && Table.TryGetValue(code, out var row) ? row.Kind : VenueFaultKind.Retry, code ?? "STREAM", Sentence(message ?? "The stream was refused."));

    private static VenueFaultKind KindOf(HttpStatusCode status, string? code) => (int)status switch
    {
        >= 500 or < 400 or 408 => VenueFaultKind.OutcomeUnknown,
        429 or 418 => VenueFaultKind.RateLimited,
        _ when code is not null && Table.TryGetValue(code, out var row) => row.Kind,
        401 or 403 => VenueFaultKind.Authentication,
        _ => VenueFaultKind.OutcomeUnknown, // an order takes a no for its end: only the venue's own word is one
    };

    private static ErrorMessage? TryRead(byte[] body)
    {
        try
        {
            return body.Length == 0 ? null : JsonSerializer.Deserialize(body, SandboxWire.Default.ErrorAnswer)?.Error;
        }
        catch (JsonException)
        {
            return null; // whatever stands between us and the venue answered in its own words; the status counts
        }
    }

    private static string Sentence(string message) => message.Length <= MessageLengthMax ? message : message[..MessageLengthMax];
}
