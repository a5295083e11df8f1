namespace TradingDaemon.Venues.Guard;

/// <summary>Who goes first of those that wait for their turn on a line; lower goes first, and within one by arrival.</summary>
internal enum Urgency : byte
{
    /// <summary>Cancels, and orders that only reduce a position.</summary>
    Most = 1,

    /// <summary>What opens the account's stream: a few requests a connection, and until it is open nothing may be entered.</summary>
    Opening,

    /// <summary>What became of an order.</summary>
    LookUp,

    /// <summary>Everything else.</summary>
    Other,
}
