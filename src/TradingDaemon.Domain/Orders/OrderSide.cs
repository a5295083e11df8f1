namespace TradingDaemon.Domain.Orders;

/// <summary>Buy or sell. Zero stays unassigned.</summary>
public enum OrderSide : byte
{
    /// <summary>Adds to the position.</summary>
    Buy = 1,

    /// <summary>Takes from the position.</summary>
    Sell,
}
