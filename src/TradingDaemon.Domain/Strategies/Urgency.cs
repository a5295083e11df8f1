namespace TradingDaemon.Domain.Strategies;

/// <summary>How soon a strategy needs its entries filled. Zero stays unassigned.</summary>
public enum Urgency : byte
{
    /// <summary>A fill that never comes is no harm: may rest and earn the spread.</summary>
    Low = 1,

    /// <summary>Soon, at a price.</summary>
    Normal,

    /// <summary>At once, whatever it costs within the limits.</summary>
    High,
}
