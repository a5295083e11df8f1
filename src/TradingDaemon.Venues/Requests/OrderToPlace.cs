using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Venues.Requests;

/// <summary>An order in the venue's spelling of its symbol, otherwise in ours.</summary>
/// <param name="VenueSymbol">The venue's spelling.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Terms">Kind, quantity and prices, already on the venue's increments.</param>
/// <param name="ClientOrderId">Our id; null where a venue has none.</param>
internal sealed record OrderToPlace(string VenueSymbol, OrderSide Side, OrderTerms Terms, string? ClientOrderId);
