using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Normalized;

namespace TradingDaemon.Venues.CoinSpot;

/// <summary>What CoinSpot's refusals mean, by their words: it has no codes. An answer that says it is an error did not place anything, whatever its words.</summary>
internal static class CoinSpotErrors
{
    // The first part that the text holds decides: the narrow ones stand before the wide ones.
    private static readonly (string Part, VenueFaultKind Kind, VenueRefusal Refusal)[] Table =
    [
        ("nonce", VenueFaultKind.Retry, VenueRefusal.Other), // the next one is larger
        ("insufficient", VenueFaultKind.InsufficientFunds, VenueRefusal.InsufficientFunds),
        ("not enough", VenueFaultKind.InsufficientFunds, VenueRefusal.InsufficientFunds),
        ("order not found", VenueFaultKind.Rejected, VenueRefusal.Other),
        ("already", VenueFaultKind.Rejected, VenueRefusal.Other),
        ("coin not found", VenueFaultKind.Rejected, VenueRefusal.UnknownInstrument),
        ("invalid coin", VenueFaultKind.Rejected, VenueRefusal.UnknownInstrument),
        ("invalid market", VenueFaultKind.Rejected, VenueRefusal.UnknownInstrument),
        ("minimum", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        ("invalid amount", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        ("invalid rate", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        ("threshold", VenueFaultKind.Rejected, VenueRefusal.Other),
        ("invalid key", VenueFaultKind.Authentication, VenueRefusal.Other),
        ("signature", VenueFaultKind.Authentication, VenueRefusal.Other),
        ("auth", VenueFaultKind.Authentication, VenueRefusal.Other),
        ("permission", VenueFaultKind.Authentication, VenueRefusal.Other),
        ("read only", VenueFaultKind.Authentication, VenueRefusal.Other),
        ("not allowed", VenueFaultKind.Authentication, VenueRefusal.Other),
        ("too many", VenueFaultKind.RateLimited, VenueRefusal.Other),
        ("rate limit", VenueFaultKind.RateLimited, VenueRefusal.Other),
        ("balance", VenueFaultKind.InsufficientFunds, VenueRefusal.InsufficientFunds),
        ("market", VenueFaultKind.Rejected, VenueRefusal.UnknownInstrument),
    ];

    /// <summary>A refusal as an event.</summary>
    /// <param name="status">Its status, <c>error</c> or <c>invalid</c>.</param>
    /// <param name="message">Its words; null when there are none.</param>
    /// <param name="symbol">Canonical symbol it was asked for; null when nobody knows.</param>
    public static ErrorTold Told(string? status, string? message, string? symbol)
    {
        var (kind, refusal) = Read(status, message);
        return new ErrorTold { Kind = kind, Refusal = refusal, Code = status, Message = message, Symbol = symbol };
    }

    private static (VenueFaultKind Kind, VenueRefusal Refusal) Read(string? status, string? message)
    {
        foreach (var (part, kind, refusal) in Table)
            if (message?.Contains(part, StringComparison.OrdinalIgnoreCase) == true) return (kind, refusal);
        return (status == "invalid" && message is null ? VenueFaultKind.Authentication : VenueFaultKind.Rejected, VenueRefusal.Other); // the old interface's word for a wrong signature
    }
}
