namespace TradingDaemon.Venues.Requests;

/// <summary>An order in one venue's words, before its turn has come.</summary>
/// <param name="Order">As the venue spells it, its terms on the venue's increments.</param>
/// <param name="Sign">Makes the request.</param>
internal sealed record Placement(OrderToPlace Order, Func<Stamp, WireRequest> Sign);
