namespace TradingDaemon.Domain.Strategies;

/// <summary>How much an entry buys where its signal does not say. Zero stays unassigned.</summary>
public enum SizingMethod : byte
{
    /// <summary>A fixed fraction of equity.</summary>
    Fraction = 1,

    /// <summary>So much that the stop loses a fixed fraction of equity.</summary>
    Risk,

    /// <summary>Always the same quantity, or the same value.</summary>
    Fixed,

    /// <summary>A share of what Kelly's formula grants for the strategy's own closed trades.</summary>
    Kelly,

    /// <summary>So much that its volatility is a fixed fraction of equity.</summary>
    Volatility,
}
