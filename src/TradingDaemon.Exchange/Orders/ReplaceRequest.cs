namespace TradingDaemon.Exchange.Orders;

/// <summary>Asks to change a working order. It keeps its ids; it keeps its place in the queue only when the quantity shrinks at the same price.</summary>
/// <param name="Order">The client's name for the order, or the exchange's.</param>
/// <param name="Quantity">The new total in units of base, filled part included; null leaves it.</param>
/// <param name="Price">The new limit, or trigger of a stop, in quote currency; null leaves it.</param>
public sealed record ReplaceRequest(OrderName Order, decimal? Quantity, decimal? Price);
