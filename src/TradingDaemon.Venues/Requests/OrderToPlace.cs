using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Venues.Requests;

/// <summary>An order in the venue's spelling of its symbol, otherwise in ours.</summary>
/// <param name="VenueSymbol">The venue's spelling.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Terms">Kind, quantity and prices, already on the venue's increments.</param>
/// <param name="ClientOrderId">Our id; null where a venue has none.</param>
internal sealed record OrderToPlace(string VenueSymbol, OrderSide Side, OrderTerms Terms, string? ClientOrderId)
{
    /// <summary>What an intent comes to.</summary>
    /// <param name="intent">What is meant.</param>
    /// <param name="venueSymbol">The venue's spelling of its symbol.</param>
    /// <param name="terms">Its terms on the venue's increments.</param>
    public static OrderToPlace Of(OrderIntent intent, string venueSymbol, OrderTerms terms) =>
        new(venueSymbol, intent.Side, terms, intent.ClientOrderId.Text is { Length: > 0 } id ? id : null);
}
