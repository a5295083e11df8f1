namespace TradingDaemon.Domain.Orders;

/// <summary>Arithmetic of sides.</summary>
public static class OrderSides
{
    /// <summary>+1 for a buy, −1 for a sell.</summary>
    public static decimal Sign(this OrderSide side) => side == OrderSide.Buy ? 1m : -1m;

    /// <summary>The other side.</summary>
    public static OrderSide Opposite(this OrderSide side) => side == OrderSide.Buy ? OrderSide.Sell : OrderSide.Buy;
}
