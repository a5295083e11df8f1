namespace TradingDaemon.Exchange.Orders;

/// <summary>Which side of the market an order is on. Zero stays unassigned.</summary>
public enum Side : byte
{
    /// <summary>Pays quote currency for base.</summary>
    Buy = 1,

    /// <summary>Gives base for quote currency.</summary>
    Sell,
}
