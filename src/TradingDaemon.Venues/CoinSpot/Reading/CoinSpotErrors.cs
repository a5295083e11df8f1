using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Normalized;

namespace TradingDaemon.Venues.CoinSpot.Reading;

/// <summary>What CoinSpot's refusals mean, by their words: it has no codes. An answer that says it is an error did not place anything, whatever its words.</summary>
internal static class CoinSpotErrors
{
    // The first part that the text holds decides: the narrow ones stand before the wide ones.
    private static readonly ErrorRow[] Table =
    [
        new("nonce", VenueFaultKind.Retry), // the next one is larger
        new("insufficient", VenueFaultKind.InsufficientFunds, VenueRefusal.InsufficientFunds),
        new("not enough", VenueFaultKind.InsufficientFunds, VenueRefusal.InsufficientFunds),
        new("order not found", VenueFaultKind.Rejected),
        new("already", VenueFaultKind.Rejected),
        new("coin not found", VenueFaultKind.Rejected, VenueRefusal.UnknownInstrument),
        new("invalid coin", VenueFaultKind.Rejected, VenueRefusal.UnknownInstrument),
        new("invalid market", VenueFaultKind.Rejected, VenueRefusal.UnknownInstrument),
        new("minimum", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        new("invalid amount", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        new("invalid rate", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        new("threshold", VenueFaultKind.Rejected, VenueRefusal.NoLiquidity), // the rate moved further than was asked for
        new("trading of this coin", VenueFaultKind.MarketClosed, VenueRefusal.MarketClosed), // before "not allowed": the coin rests, and the key is a good one
        new("maintenance", VenueFaultKind.MarketClosed, VenueRefusal.MarketClosed),
        new("invalid key", VenueFaultKind.Authentication),
        new("signature", VenueFaultKind.Authentication),
        new("auth", VenueFaultKind.Authentication),
        new("permission", VenueFaultKind.Authentication),
        new("read only", VenueFaultKind.Authentication),
        new("not allowed", VenueFaultKind.Authentication),
        new("too many", VenueFaultKind.RateLimited),
        new("rate limit", VenueFaultKind.RateLimited),
        new("balance", VenueFaultKind.InsufficientFunds, VenueRefusal.InsufficientFunds),
        new("market", VenueFaultKind.Rejected, VenueRefusal.UnknownInstrument),
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

    private static (VenueFaultKind Kind, VenueRefusal Refusal) Read(string? status, string? message) =>
        ErrorRow.OfPart(Table, message) ?? (status == "invalid" && message is null ? VenueFaultKind.Authentication : VenueFaultKind.Rejected, VenueRefusal.Other); // the old interface's word for a wrong signature
}
