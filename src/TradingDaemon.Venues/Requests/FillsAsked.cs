namespace TradingDaemon.Venues.Requests;

/// <summary>Which page of fills.</summary>
/// <param name="VenueSymbol">Of which symbol; null for all, where the venue can.</param>
/// <param name="Since">None older (UTC); null for the newest.</param>
/// <param name="After">The venue's own mark of the page before (an id, an offset, a token); null for the first.</param>
internal sealed record FillsAsked(string? VenueSymbol, DateTimeOffset? Since = null, string? After = null);
