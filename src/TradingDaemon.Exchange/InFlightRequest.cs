using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange;

/// <summary>A request on its way to the exchange: an order, or a cancel when <paramref name="Order"/> is null.</summary>
/// <param name="DueTicks">Arrival in UTC ticks.</param>
/// <param name="ClientOrderId">Which order it is about.</param>
/// <param name="Order">What is asked for.</param>
internal readonly record struct InFlightRequest(long DueTicks, string ClientOrderId, OrderRequest? Order);
