namespace TradingDaemon.Domain.Orders;

/// <summary>Whether a fill took or provided liquidity. Zero stays unassigned.</summary>
public enum Liquidity : byte
{
    /// <summary>Rested in the book.</summary>
    Maker = 1,

    /// <summary>Crossed the spread.</summary>
    Taker,
}
