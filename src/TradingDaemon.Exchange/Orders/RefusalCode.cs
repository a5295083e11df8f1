namespace TradingDaemon.Exchange.Orders;

/// <summary>Why the exchange refused an order. Zero stays unassigned.</summary>
public enum RefusalCode : byte
{
    /// <summary>Too many open orders.</summary>
    Other = 1,

    /// <summary>Cash (fees included) or holdings do not cover it.</summary>
    InsufficientFunds,

    /// <summary>Quantity or price is off its grid, or the order is below the minimum value.</summary>
    InvalidIncrement,

    /// <summary>No such instrument here.</summary>
    UnknownInstrument,

    /// <summary>A post-only order would have taken.</summary>
    WouldTake,

    /// <summary>An open order, or one of the newest closed orders in memory, has this client order id.</summary>
    DuplicateClientOrderId,

    /// <summary>The side to take from is empty.</summary>
    NoLiquidity,
}
