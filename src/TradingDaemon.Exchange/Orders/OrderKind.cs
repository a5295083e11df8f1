namespace TradingDaemon.Exchange.Orders;

/// <summary>What kind of order. Zero stays unassigned.</summary>
public enum OrderKind : byte
{
    /// <summary>Takes at once whatever the book offers; the rest expires.</summary>
    Market = 1,

    /// <summary>Never worse than its price.</summary>
    Limit,

    /// <summary>A market order that sleeps until its trigger price is reached.</summary>
    Stop,
}
