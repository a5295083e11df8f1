using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Normalized;

namespace TradingDaemon.Venues.Kraken;

/// <summary>What Kraken's errors mean: a table by the beginning of the text. Texts in no table leave the outcome open.</summary>
internal static class KrakenErrors
{
    /// <summary>The word for an order that reached the engine after its deadline.</summary>
    public const string Late = "EService:Deadline elapsed";

    // Longer beginnings before shorter ones; the first that fits decides.
    private static readonly ErrorRow[] Table =
    [
        new("EOrder:Insufficient", VenueFaultKind.InsufficientFunds, VenueRefusal.InsufficientFunds),
        new("EOrder:Margin allowance exceeded", VenueFaultKind.InsufficientFunds, VenueRefusal.InsufficientFunds),
        new("EOrder:Order minimum not met", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        new("EOrder:Cost minimum not met", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        new("EOrder:Tick size check failed", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        new("EOrder:Invalid price", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        new("EOrder:Post only order", VenueFaultKind.Rejected, VenueRefusal.WouldTake),
        new("EOrder:Rate limit exceeded", VenueFaultKind.RateLimited),
        new("EOrder:Domain rate limit exceeded", VenueFaultKind.RateLimited),
        new("EOrder:", VenueFaultKind.Rejected),
        new("EAPI:Rate limit exceeded", VenueFaultKind.RateLimited),
        new("EAPI:Invalid nonce", VenueFaultKind.Retry), // the next one is larger; says nothing of an earlier try
        new("EAPI:", VenueFaultKind.Authentication),
        new("EAuth:", VenueFaultKind.Authentication),
        new("ESession:", VenueFaultKind.Authentication),
        new("Token(s) not found", VenueFaultKind.Authentication),
        new("ETrade:User Locked", VenueFaultKind.Authentication),
        new("EGeneral:Permission denied", VenueFaultKind.Authentication),
        new("EGeneral:Account restricted", VenueFaultKind.Authentication),
        new("EGeneral:Too many requests", VenueFaultKind.RateLimited),
        new("EGeneral:Temporary lockout", VenueFaultKind.RateLimited),
        new("EGeneral:Internal error", VenueFaultKind.OutcomeUnknown),
        new("EGeneral:", VenueFaultKind.Rejected),
        new("EQuery:Unknown asset", VenueFaultKind.Rejected, VenueRefusal.UnknownInstrument),
        new(Late, VenueFaultKind.Rejected),
        new("EService:Market in", VenueFaultKind.MarketClosed, VenueRefusal.MarketClosed),
        new("EService: Throttled", VenueFaultKind.RateLimited),
        new("EService:", VenueFaultKind.OutcomeUnknown),
        new("Currency pair not supported", VenueFaultKind.Rejected, VenueRefusal.UnknownInstrument),
        new("Already subscribed", VenueFaultKind.Rejected),
        new("Exceeded msg rate", VenueFaultKind.RateLimited),
        new("Unsupported", VenueFaultKind.Rejected),
    ];

    /// <summary>What a text means. A text in no table is a definite no only from the stream's gateway, which checks the form before anything is placed.</summary>
    /// <param name="text">The venue's words.</param>
    /// <param name="isGateway">Whether the WebSocket's gateway said it, rather than the engine through HTTP.</param>
    public static (VenueFaultKind Kind, VenueRefusal Refusal) Read(string text, bool isGateway) =>
        ErrorRow.OfBeginning(Table, text) ?? (isGateway ? VenueFaultKind.Rejected : VenueFaultKind.OutcomeUnknown, VenueRefusal.Other);

    /// <summary>An error as an event; its code is the text before the colon, e.g. <c>EOrder</c>.</summary>
    public static ErrorTold Told(string text, bool isGateway, string? symbol = null, string? clientOrderId = null, string? venueOrderId = null)
    {
        var (kind, refusal) = Read(text, isGateway);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return new ErrorTold
        {
            Kind = kind, Refusal = refusal, Code = colon > 0 ? text[..colon] : null, Message = text, Symbol = symbol, ClientOrderId = clientOrderId, VenueOrderId = venueOrderId,
        };
    }
}
