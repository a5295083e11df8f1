namespace TradingDaemon.Domain.Orders;

/// <summary>Which level closed a position. Zero stays unassigned.</summary>
public enum ProtectionKind : byte
{
    /// <summary>The stop loss.</summary>
    StopLoss = 1,

    /// <summary>The trailing stop.</summary>
    TrailingStop,

    /// <summary>The take profit.</summary>
    TakeProfit,
}
