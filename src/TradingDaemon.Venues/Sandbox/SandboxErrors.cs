using System.Collections.Frozen;
using System.Text.Json;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live.Lines;

namespace TradingDaemon.Venues.Sandbox;

/// <summary>What the sandbox's refusals mean: a table, and for what is not in it the status alone, which ends no order.</summary>
internal static class SandboxErrors
{
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

    /// <summary>What an answer that is no success means.</summary>
    public static VenueFault Read(LineReply reply)
    {
        var said = TryRead(reply.Body);
        return reply.FaultOf(said?.Code is { } code && Table.TryGetValue(code, out var row) ? row.Kind : null, said?.Code, said?.Message);
    }

    /// <summary>What an error frame of the stream means.</summary>
    public static VenueFault Read(string? code, string? message) =>
        new(code is not null && Table.TryGetValue(code, out var row) ? row.Kind : VenueFaultKind.Retry, code ?? "STREAM", LineReply.Sentence(message ?? "The stream was refused."));

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
}
