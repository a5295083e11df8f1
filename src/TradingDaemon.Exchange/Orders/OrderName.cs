namespace TradingDaemon.Exchange.Orders;

/// <summary>Which order is meant.</summary>
/// <param name="Text">The name.</param>
/// <param name="IsVenues">True: the exchange's own name; false: the client's, and the newest order of it.</param>
public readonly record struct OrderName(string Text, bool IsVenues)
{
    /// <summary>The newest order the client called so.</summary>
    public static OrderName Client(string clientOrderId) => new(clientOrderId, false);

    /// <summary>The order the exchange called so.</summary>
    public static OrderName Venue(string orderId) => new(orderId, true);
}
