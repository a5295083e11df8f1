namespace TradingDaemon.Domain.Orders;

/// <summary>How long a limit order lives. Zero stays unassigned.</summary>
public enum TimeInForce : byte
{
    /// <summary>Until filled or cancelled.</summary>
    GoodTilCancelled = 1,

    /// <summary>Fills what it can at once, cancels the rest.</summary>
    ImmediateOrCancel,

    /// <summary>Until the end of the venue's trading day.</summary>
    Day,

    /// <summary>Fills all of it at once, or nothing.</summary>
    FillOrKill,
}
