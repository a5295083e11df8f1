using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Domain.Ports;

/// <summary>What a venue says of one order when asked.</summary>
/// <param name="ClientOrderId">Our id; empty when the order was not placed by us.</param>
/// <param name="VenueOrderId">The venue's id.</param>
/// <param name="Symbol">What it trades.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Status">Open, PartiallyFilled, Filled, Cancelled, Rejected or Expired.</param>
/// <param name="QuantityBase">Ordered.</param>
/// <param name="FilledBase">Cumulative filled.</param>
public sealed record OrderReport(
    ClientOrderId ClientOrderId, string VenueOrderId, Symbol Symbol, OrderSide Side, OrderStatus Status, decimal QuantityBase, decimal FilledBase)
{
    /// <summary>The limit, or the trigger of a stop, in quote currency; null for a market order, and where the venue does not say.</summary>
    public decimal? PriceQuote { get; init; }
}
