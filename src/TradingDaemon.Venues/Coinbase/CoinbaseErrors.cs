using System.Globalization;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Normalized;

namespace TradingDaemon.Venues.Coinbase;

/// <summary>What Coinbase's errors mean: a table by the beginning of the word. What is in no table leaves the outcome open, and so do words that only say "unknown".</summary>
internal static class CoinbaseErrors
{
    private const int ServerErrors = 500;

    // Longer beginnings before shorter ones; the first that fits decides.
    private static readonly ErrorRow[] Table =
    [
        new("INSUFFICIENT_FUND", VenueFaultKind.InsufficientFunds, VenueRefusal.InsufficientFunds),
        new("PREVIEW_INSUFFICIENT_FUND", VenueFaultKind.InsufficientFunds, VenueRefusal.InsufficientFunds),
        new("INVALID_LIMIT_PRICE_POST_ONLY", VenueFaultKind.Rejected, VenueRefusal.WouldTake),
        new("PREVIEW_INVALID_LIMIT_PRICE_POST_ONLY", VenueFaultKind.Rejected, VenueRefusal.WouldTake),
        new("INVALID_PRICE_PRECISION", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        new("INVALID_SIZE_PRECISION", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        new("PREVIEW_INVALID_BASE_SIZE", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        new("PREVIEW_INVALID_QUOTE_SIZE", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        new("PREVIEW_INVALID_PRICE_PRECISION", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        new("PREVIEW_INVALID_SIZE_PRECISION", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        new("INVALID_NO_LIQUIDITY", VenueFaultKind.Rejected, VenueRefusal.NoLiquidity),
        new("INVALID_PRODUCT_ID", VenueFaultKind.Rejected, VenueRefusal.UnknownInstrument),
        new("UNTRADABLE_PRODUCT", VenueFaultKind.MarketClosed, VenueRefusal.MarketClosed),
        new("ORDER_ENTRY_DISABLED", VenueFaultKind.MarketClosed, VenueRefusal.MarketClosed),
        new("DUPLICATE_CLIENT_ORDER_ID", VenueFaultKind.Rejected, VenueRefusal.DuplicateClientOrderId),
        new("UNKNOWN_CANCEL_ORDER", VenueFaultKind.Rejected), // the order to cancel is not there
        new("ORDER_", VenueFaultKind.Rejected),
        new("NOT_ALLOWED_TO_CANCEL", VenueFaultKind.Rejected),
        new("COMMANDER_REJECTED_CANCEL_ORDER", VenueFaultKind.Rejected),
        new("DUPLICATE_CANCEL_REQUEST", VenueFaultKind.Rejected),
        new("CANNOT_EDIT", VenueFaultKind.Rejected),
        new("ONLY_", VenueFaultKind.Rejected),
        new("EDIT_REQUEST_REJECTED", VenueFaultKind.Rejected),
        new("INVALID_", VenueFaultKind.Rejected),
        new("PREVIEW_", VenueFaultKind.Rejected),
        new("UNSUPPORTED_", VenueFaultKind.Rejected),
        new("GEOFENCING_RESTRICTION", VenueFaultKind.Rejected),
        new("INELIGIBLE_PAIR", VenueFaultKind.Rejected),
        new("NOT_FOUND", VenueFaultKind.Rejected),
        new("UNAUTHORIZED", VenueFaultKind.Authentication),
        new("Unauthorized", VenueFaultKind.Authentication),
        new("UNAUTHENTICATED", VenueFaultKind.Authentication),
        new("PERMISSION_DENIED", VenueFaultKind.Authentication),
        new("authentication failure", VenueFaultKind.Authentication),
        new("rate_limit_exceeded", VenueFaultKind.RateLimited),
        new("rate limit exceeded", VenueFaultKind.RateLimited),
        new("RESOURCE_EXHAUSTED", VenueFaultKind.RateLimited),
        new("failure to subscribe", VenueFaultKind.Rejected),
        new("unknown channel", VenueFaultKind.Rejected),
    ];

    /// <summary>What an error means.</summary>
    /// <param name="word">The venue's word; null when it says none.</param>
    /// <param name="httpStatus">With what status it came; null when nobody knows.</param>
    public static (VenueFaultKind Kind, VenueRefusal Refusal) Read(string? word, long? httpStatus) =>
        ErrorRow.OfBeginning(Table, word) ?? (OfStatus(httpStatus), VenueRefusal.Other);

    /// <summary>An error as an event.</summary>
    public static ErrorTold Told(string? word, string? message, long? httpStatus, string? symbol = null, string? clientOrderId = null, string? venueOrderId = null)
    {
        var (kind, refusal) = Read(word, httpStatus);
        return new ErrorTold
        {
            Kind = kind, Refusal = refusal, Code = word ?? httpStatus?.ToString(CultureInfo.InvariantCulture), Message = message, Symbol = symbol, ClientOrderId = clientOrderId, VenueOrderId = venueOrderId,
        };
    }

    private static VenueFaultKind OfStatus(long? httpStatus) => httpStatus switch
    {
        429 => VenueFaultKind.RateLimited,
        401 or 403 => VenueFaultKind.Authentication,
        null or >= ServerErrors => VenueFaultKind.OutcomeUnknown,
        >= 400 => VenueFaultKind.Rejected,
        _ => VenueFaultKind.OutcomeUnknown,
    };
}
