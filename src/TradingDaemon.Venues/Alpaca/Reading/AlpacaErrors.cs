using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Alpaca.Reading;

/// <summary>
/// What Alpaca's refusals mean. One code covers many causes, so the text decides first and the code, whose first three digits are the HTTP status,
/// only where no text is known. An answer with neither leaves the outcome open.
/// </summary>
internal static class AlpacaErrors
{
    private const long PerStatus = 100_000;

    // The first part that the text holds decides; texts in small letters.
    private static readonly ErrorRow[] Texts =
    [
        new("client_order_id must be unique", VenueFaultKind.Rejected, VenueRefusal.DuplicateClientOrderId),
        new("insufficient", VenueFaultKind.InsufficientFunds, VenueRefusal.InsufficientFunds), // buying power of any kind, balance, quantity held by other orders
        new("cost basis must be", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        new("minimal amount", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        new("sub-penny", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        new("not fractionable", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        new("for extended hours orders", VenueFaultKind.Rejected),
        new("asset not found", VenueFaultKind.Rejected, VenueRefusal.UnknownInstrument),
        new("could not find asset", VenueFaultKind.Rejected, VenueRefusal.UnknownInstrument),
        new("invalid symbol", VenueFaultKind.Rejected, VenueRefusal.UnknownInstrument),
        new("is not active", VenueFaultKind.Rejected, VenueRefusal.UnknownInstrument),
        new("is not tradable", VenueFaultKind.Rejected, VenueRefusal.UnknownInstrument),
        new("market is closed", VenueFaultKind.MarketClosed, VenueRefusal.MarketClosed),
        new("outside of market hours", VenueFaultKind.MarketClosed, VenueRefusal.MarketClosed),
        new("during market hours", VenueFaultKind.MarketClosed, VenueRefusal.MarketClosed),
        new("subscription does not permit", VenueFaultKind.Rejected), // the plan, not the key
        new("wash trade", VenueFaultKind.Rejected),
        new("rate limit", VenueFaultKind.RateLimited),
        new("too many requests", VenueFaultKind.RateLimited),
        new("unauthorized", VenueFaultKind.Authentication),
        new("not authorized", VenueFaultKind.Authentication),
        new("forbidden", VenueFaultKind.Authentication),
        new("access key verification failed", VenueFaultKind.Authentication),
    ];

    /// <summary>What a refusal of an HTTP answer means.</summary>
    /// <param name="code">Its code; null when it has none.</param>
    /// <param name="text">Its words; null when it has none.</param>
    public static (VenueFaultKind Kind, VenueRefusal Refusal) Read(long? code, string? text) =>
        ErrorRow.OfPart(Texts, text) ?? ((code / PerStatus) switch
        {
            400 or 403 or 404 or 409 or 422 => VenueFaultKind.Rejected,
            401 => VenueFaultKind.Authentication,
            429 => VenueFaultKind.RateLimited,
            _ => VenueFaultKind.OutcomeUnknown,
        }, VenueRefusal.Other);

    /// <summary>What an error of a market data stream means; none of them concerns an order.</summary>
    public static VenueFaultKind OfStream(long? code) => code switch
    {
        401 or 402 or 411 => VenueFaultKind.Authentication,
        404 or 407 or 500 => VenueFaultKind.Retry, // log in late, read too slowly, or their fault: connect again
        406 => VenueFaultKind.RateLimited, // an older connection still counts for up to ninety seconds
        _ => VenueFaultKind.Rejected,
    };

    /// <summary>The refusal an HTTP answer tells.</summary>
    public static ErrorTold Told(WireValue body, string? symbol = null, string? venueOrderId = null)
    {
        var code = body["code"u8];
        var text = body["message"u8].AsText();
        var (kind, refusal) = Read(code.AsLong(), text);
        return new ErrorTold { Kind = kind, Refusal = refusal, Code = code.AsText(), Message = text, Symbol = symbol, VenueOrderId = venueOrderId };
    }
}
