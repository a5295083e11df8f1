namespace TradingDaemon.Venues.Live;

/// <summary>What a venue says its key may do.</summary>
/// <param name="MayTrade">Whether it may place and cancel orders; null when the venue does not say.</param>
/// <param name="MayWithdraw">Whether it may take money or coins away, which a daemon never needs; null when the venue does not say.</param>
/// <param name="Said">More in the venue's words, e.g. the names of its permissions; null for nothing.</param>
public sealed record KeyRights(bool? MayTrade, bool? MayWithdraw, string? Said = null);
