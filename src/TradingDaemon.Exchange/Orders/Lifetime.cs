namespace TradingDaemon.Exchange.Orders;

/// <summary>How long a limit order lives. Zero stays unassigned.</summary>
public enum Lifetime : byte
{
    /// <summary>Until filled or cancelled.</summary>
    GoodTilCancelled = 1,

    /// <summary>Takes what it can at once; the rest is cancelled.</summary>
    ImmediateOrCancel,

    /// <summary>Until the end of the trading day, which here is the UTC day of its acceptance.</summary>
    Day,

    /// <summary>Takes its whole quantity at once, or nothing: then it is cancelled.</summary>
    FillOrKill,
}
