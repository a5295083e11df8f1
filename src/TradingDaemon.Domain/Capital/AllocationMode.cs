namespace TradingDaemon.Domain.Capital;

/// <summary>How much of their shares of capital strategies may have at stake, the most careful last. Zero stays unassigned.</summary>
public enum AllocationMode : byte
{
    /// <summary>More than their shares, out of the reserve.</summary>
    Aggressive = 1,

    /// <summary>Their shares.</summary>
    Normal,

    /// <summary>Somewhat less.</summary>
    Conservative,

    /// <summary>Much less.</summary>
    Defensive,

    /// <summary>Nothing: no strategy enters anything.</summary>
    Emergency,
}
