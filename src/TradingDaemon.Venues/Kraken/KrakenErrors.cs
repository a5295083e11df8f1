using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Normalized;

namespace TradingDaemon.Venues.Kraken;

/// <summary>What Kraken's errors mean: a table by the beginning of the text. Texts in no table leave the outcome open.</summary>
internal static class KrakenErrors
{
    // Longer beginnings before shorter ones; the first that fits decides.
    private static readonly (string Begin, VenueFaultKind Kind, VenueRefusal Refusal)[] Table =
    [
        ("EOrder:Insufficient", VenueFaultKind.InsufficientFunds, VenueRefusal.InsufficientFunds),
        ("EOrder:Margin allowance exceeded", VenueFaultKind.InsufficientFunds, VenueRefusal.InsufficientFunds),
        ("EOrder:Order minimum not met", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        ("EOrder:Cost minimum not met", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        ("EOrder:Tick size check failed", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        ("EOrder:Invalid price", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        ("EOrder:Post only order", VenueFaultKind.Rejected, VenueRefusal.WouldTake),
        ("EOrder:Rate limit exceeded", VenueFaultKind.RateLimited, VenueRefusal.Other),
        ("EOrder:Domain rate limit exceeded", VenueFaultKind.RateLimited, VenueRefusal.Other),
        ("EOrder:", VenueFaultKind.Rejected, VenueRefusal.Other),
        ("EAPI:Rate limit exceeded", VenueFaultKind.RateLimited, VenueRefusal.Other),
        ("EAPI:Invalid nonce", VenueFaultKind.Retry, VenueRefusal.Other), // the next one is larger; says nothing of an earlier try
        ("EAPI:", VenueFaultKind.Authentication, VenueRefusal.Other),
        ("EAuth:", VenueFaultKind.Authentication, VenueRefusal.Other),
        ("ESession:", VenueFaultKind.Authentication, VenueRefusal.Other),
        ("Token(s) not found", VenueFaultKind.Authentication, VenueRefusal.Other),
        ("ETrade:User Locked", VenueFaultKind.Authentication, VenueRefusal.Other),
        ("EGeneral:Permission denied", VenueFaultKind.Authentication, VenueRefusal.Other),
        ("EGeneral:Account restricted", VenueFaultKind.Authentication, VenueRefusal.Other),
        ("EGeneral:Too many requests", VenueFaultKind.RateLimited, VenueRefusal.Other),
        ("EGeneral:Temporary lockout", VenueFaultKind.RateLimited, VenueRefusal.Other),
        ("EGeneral:Internal error", VenueFaultKind.OutcomeUnknown, VenueRefusal.Other),
        ("EGeneral:", VenueFaultKind.Rejected, VenueRefusal.Other),
        ("EQuery:Unknown asset", VenueFaultKind.Rejected, VenueRefusal.UnknownInstrument),
        ("EService:Deadline elapsed", VenueFaultKind.Rejected, VenueRefusal.Other),
        ("EService:Market in", VenueFaultKind.MarketClosed, VenueRefusal.MarketClosed),
        ("EService: Throttled", VenueFaultKind.RateLimited, VenueRefusal.Other),
        ("EService:", VenueFaultKind.OutcomeUnknown, VenueRefusal.Other),
        ("Currency pair not supported", VenueFaultKind.Rejected, VenueRefusal.UnknownInstrument),
        ("Already subscribed", VenueFaultKind.Rejected, VenueRefusal.Other),
        ("Exceeded msg rate", VenueFaultKind.RateLimited, VenueRefusal.Other),
        ("Unsupported", VenueFaultKind.Rejected, VenueRefusal.Other),
    ];

    /// <summary>What a text means. A text in no table is a definite no only from the stream's gateway, which checks the form before anything is placed.</summary>
    /// <param name="text">The venue's words.</param>
    /// <param name="isGateway">Whether the WebSocket's gateway said it, rather than the engine through HTTP.</param>
    public static (VenueFaultKind Kind, VenueRefusal Refusal) Read(string text, bool isGateway)
    {
        foreach (var (begin, kind, refusal) in Table)
            if (text.StartsWith(begin, StringComparison.Ordinal)) return (kind, refusal);
        return (isGateway ? VenueFaultKind.Rejected : VenueFaultKind.OutcomeUnknown, VenueRefusal.Other);
    }

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
