namespace TradingDaemon.Venues.Guard;

/// <summary>Who goes first when a venue's budget is short. Zero stays unassigned; lower goes first.</summary>
public enum RequestPriority : byte
{
    /// <summary>Cancels: nothing ever goes before them.</summary>
    Cancel = 1,

    /// <summary>What became of an order, and what the market shows an emergency stop.</summary>
    LookUp,

    /// <summary>Orders that only reduce a position.</summary>
    Exit,

    /// <summary>Open orders, fills, balances, streams.</summary>
    Query,

    /// <summary>Orders that may open or enlarge a position.</summary>
    Entry,
}
