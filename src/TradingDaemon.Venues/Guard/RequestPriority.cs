namespace TradingDaemon.Venues.Guard;

/// <summary>Who goes first when a venue's budget is short. Zero stays unassigned; lower goes first.</summary>
public enum RequestPriority : byte
{
    /// <summary>Cancels: nothing ever goes before them.</summary>
    Cancel = 1,

    /// <summary>Orders that only reduce a position.</summary>
    Exit,

    /// <summary>Opening the account's stream: until it is open nothing may be entered, and it is asked for seldom.</summary>
    Stream,

    /// <summary>What became of an order, and what the market shows an emergency stop.</summary>
    LookUp,

    /// <summary>Open orders, fills, balances.</summary>
    Query,

    /// <summary>Orders that may open or enlarge a position.</summary>
    Entry,
}
