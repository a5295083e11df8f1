namespace TradingDaemon.Operations.Control;

/// <summary>An order that still works at a venue.</summary>
/// <param name="Venue">Where.</param>
/// <param name="Symbol">Of what.</param>
/// <param name="ClientOrderId">Our id; empty for an order that is not ours.</param>
/// <param name="VenueOrderId">The venue's id.</param>
/// <param name="Side">Buy or Sell.</param>
/// <param name="QuantityBase">Ordered.</param>
/// <param name="FilledBase">Filled so far.</param>
public sealed record OrderLeft(string Venue, string Symbol, string ClientOrderId, string VenueOrderId, string Side, decimal QuantityBase, decimal FilledBase);
