namespace TradingDaemon.Domain.Ports;

/// <summary>Why a venue refused an order. Zero stays unassigned.</summary>
public enum VenueRefusal : byte
{
    /// <summary>A reason this daemon has no word for.</summary>
    Other = 1,

    /// <summary>Not enough balance.</summary>
    InsufficientFunds,

    /// <summary>Quantity or price breaks the venue's increments or minimums.</summary>
    InvalidIncrement,

    /// <summary>The venue does not know the instrument.</summary>
    UnknownInstrument,

    /// <summary>The market is closed or halted.</summary>
    MarketClosed,

    /// <summary>A post-only order would have taken.</summary>
    WouldTake,

    /// <summary>An order with this client order id already exists.</summary>
    DuplicateClientOrderId,

    /// <summary>There is nothing to trade against, or nothing at the price the order allows.</summary>
    NoLiquidity,
}
