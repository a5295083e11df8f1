namespace TradingDaemon.Exchange.Orders;

/// <summary>Why the exchange refused a request. Zero stays unassigned.</summary>
public enum RefusalCode : byte
{
    /// <summary>Too many open orders, or an act that makes no sense here.</summary>
    Other = 1,

    /// <summary>Cash (fees included) or holdings do not cover it.</summary>
    InsufficientFunds,

    /// <summary>Quantity or price is off its grid, or the order is below the minimum value.</summary>
    InvalidIncrement,

    /// <summary>No such instrument here.</summary>
    UnknownInstrument,

    /// <summary>A post-only order would have taken.</summary>
    WouldTake,

    /// <summary>An open order has this client order id or, where ids are unique for ever, one of the newest closed orders in memory.</summary>
    DuplicateClientOrderId,

    /// <summary>The side to take from is empty.</summary>
    NoLiquidity,

    /// <summary>The instrument is halted.</summary>
    MarketClosed,

    /// <summary>The order to cancel or replace is completely filled.</summary>
    OrderFilled,

    /// <summary>The order to cancel or replace ended without being filled completely.</summary>
    OrderEnded,

    /// <summary>No such order, execution or account here.</summary>
    NotFound,
}
