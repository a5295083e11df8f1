namespace TradingDaemon.Exchange.Orders;

/// <summary>Whether an execution provided or took liquidity. Zero stays unassigned.</summary>
public enum LiquidityRole : byte
{
    /// <summary>The order rested and the market came to it.</summary>
    Maker = 1,

    /// <summary>The order went to the market.</summary>
    Taker,
}
