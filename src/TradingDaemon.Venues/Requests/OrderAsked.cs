using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Venues.Requests;

/// <summary>Which order is meant; one of the two ids is known, and the venue's is preferred.</summary>
/// <param name="VenueSymbol">The venue's spelling of its symbol; null when nobody knows.</param>
/// <param name="ClientOrderId">Our id; null for an order of others.</param>
/// <param name="VenueOrderId">The venue's id; null before it is known.</param>
/// <param name="Side">Buy or sell, for venues that want it said; null when nobody knows.</param>
internal sealed record OrderAsked(string? VenueSymbol, string? ClientOrderId, string? VenueOrderId, OrderSide? Side = null);
