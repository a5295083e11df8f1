using System.Globalization;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Normalized;

namespace TradingDaemon.Venues.Coinbase;

/// <summary>What Coinbase's errors mean: a table by the beginning of the word. What is in no table leaves the outcome open, and so do words that only say "unknown".</summary>
internal static class CoinbaseErrors
{
    private const int ServerErrors = 500;

    // Longer beginnings before shorter ones; the first that fits decides.
    private static readonly (string Begin, VenueFaultKind Kind, VenueRefusal Refusal)[] Table =
    [
        ("INSUFFICIENT_FUND", VenueFaultKind.InsufficientFunds, VenueRefusal.InsufficientFunds),
        ("PREVIEW_INSUFFICIENT_FUND", VenueFaultKind.InsufficientFunds, VenueRefusal.InsufficientFunds),
        ("INVALID_LIMIT_PRICE_POST_ONLY", VenueFaultKind.Rejected, VenueRefusal.WouldTake),
        ("PREVIEW_INVALID_LIMIT_PRICE_POST_ONLY", VenueFaultKind.Rejected, VenueRefusal.WouldTake),
        ("INVALID_PRICE_PRECISION", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        ("INVALID_SIZE_PRECISION", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        ("PREVIEW_INVALID_BASE_SIZE", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        ("PREVIEW_INVALID_QUOTE_SIZE", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        ("PREVIEW_INVALID_PRICE_PRECISION", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        ("PREVIEW_INVALID_SIZE_PRECISION", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        ("INVALID_NO_LIQUIDITY", VenueFaultKind.Rejected, VenueRefusal.NoLiquidity),
        ("INVALID_PRODUCT_ID", VenueFaultKind.Rejected, VenueRefusal.UnknownInstrument),
        ("UNTRADABLE_PRODUCT", VenueFaultKind.MarketClosed, VenueRefusal.MarketClosed),
        ("ORDER_ENTRY_DISABLED", VenueFaultKind.MarketClosed, VenueRefusal.MarketClosed),
        ("DUPLICATE_CLIENT_ORDER_ID", VenueFaultKind.Rejected, VenueRefusal.DuplicateClientOrderId),
        ("UNKNOWN_CANCEL_ORDER", VenueFaultKind.Rejected, VenueRefusal.Other), // the order to cancel is not there
        ("ORDER_", VenueFaultKind.Rejected, VenueRefusal.Other),
        ("NOT_ALLOWED_TO_CANCEL", VenueFaultKind.Rejected, VenueRefusal.Other),
        ("COMMANDER_REJECTED_CANCEL_ORDER", VenueFaultKind.Rejected, VenueRefusal.Other),
        ("DUPLICATE_CANCEL_REQUEST", VenueFaultKind.Rejected, VenueRefusal.Other),
        ("CANNOT_EDIT", VenueFaultKind.Rejected, VenueRefusal.Other),
        ("ONLY_", VenueFaultKind.Rejected, VenueRefusal.Other),
        ("EDIT_REQUEST_REJECTED", VenueFaultKind.Rejected, VenueRefusal.Other),
        ("INVALID_", VenueFaultKind.Rejected, VenueRefusal.Other),
        ("PREVIEW_", VenueFaultKind.Rejected, VenueRefusal.Other),
        ("UNSUPPORTED_", VenueFaultKind.Rejected, VenueRefusal.Other),
        ("GEOFENCING_RESTRICTION", VenueFaultKind.Rejected, VenueRefusal.Other),
        ("INELIGIBLE_PAIR", VenueFaultKind.Rejected, VenueRefusal.Other),
        ("NOT_FOUND", VenueFaultKind.Rejected, VenueRefusal.Other),
        ("UNAUTHORIZED", VenueFaultKind.Authentication, VenueRefusal.Other),
        ("Unauthorized", VenueFaultKind.Authentication, VenueRefusal.Other),
        ("UNAUTHENTICATED", VenueFaultKind.Authentication, VenueRefusal.Other),
        ("PERMISSION_DENIED", VenueFaultKind.Authentication, VenueRefusal.Other),
        ("authentication failure", VenueFaultKind.Authentication, VenueRefusal.Other),
        ("rate_limit_exceeded", VenueFaultKind.RateLimited, VenueRefusal.Other),
        ("rate limit exceeded", VenueFaultKind.RateLimited, VenueRefusal.Other),
        ("RESOURCE_EXHAUSTED", VenueFaultKind.RateLimited, VenueRefusal.Other),
        ("failure to subscribe", VenueFaultKind.Rejected, VenueRefusal.Other),
        ("unknown channel", VenueFaultKind.Rejected, VenueRefusal.Other),
    ];

    /// <summary>What an error means.</summary>
    /// <param name="word">The venue's word; null when it says none.</param>
    /// <param name="httpStatus">With what status it came; null when nobody knows.</param>
    public static (VenueFaultKind Kind, VenueRefusal Refusal) Read(string? word, long? httpStatus)
    {
        foreach (var (begin, kind, refusal) in Table)
            if (word?.StartsWith(begin, StringComparison.Ordinal) == true) return (kind, refusal);
        return (OfStatus(httpStatus), VenueRefusal.Other);
    }

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
