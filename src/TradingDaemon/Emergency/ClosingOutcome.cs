namespace TradingDaemon.Emergency;

/// <summary>What became of a closing order. Zero stays unassigned.</summary>
internal enum ClosingOutcome : byte
{
    /// <summary>Filled as ordered.</summary>
    Filled = 1,

    /// <summary>Ended with a part filled: not done.</summary>
    PartlyFilled,

    /// <summary>Ended with nothing filled.</summary>
    Unfilled,

    /// <summary>The venue would not have it.</summary>
    Refused,

    /// <summary>It never arrived.</summary>
    NotPlaced,

    /// <summary>It was held back, here or there, for a reason that is no price's: it is offered again as it was.</summary>
    Held,

    /// <summary>The same, for longer than it is offered again: it is left.</summary>
    HeldTooLong,

    /// <summary>Nobody knows; it may still work.</summary>
    Unknown,
}
