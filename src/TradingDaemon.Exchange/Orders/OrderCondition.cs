namespace TradingDaemon.Exchange.Orders;

/// <summary>Where an accepted order is in its life. Zero stays unassigned.</summary>
public enum OrderCondition : byte
{
    /// <summary>Working, nothing filled.</summary>
    Open = 1,

    /// <summary>Working, part of it filled.</summary>
    PartiallyFilled,

    /// <summary>Completely filled.</summary>
    Filled,

    /// <summary>Cancelled by request, or the rest of an immediate-or-cancel order.</summary>
    Cancelled,

    /// <summary>A stop that could not be executed when it triggered.</summary>
    Rejected,

    /// <summary>Ended by its lifetime, or a market order the book could not fill completely.</summary>
    Expired,
}
