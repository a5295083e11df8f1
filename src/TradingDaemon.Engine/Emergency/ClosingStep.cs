namespace TradingDaemon.Engine.Emergency;

/// <summary>How hard a closing order tries; the next one is taken when the venue would not have the one before. Zero stays unassigned.</summary>
public enum ClosingStep : byte
{
    /// <summary>Takes what the book shows down to the slippage cap.</summary>
    AtCap = 1,

    /// <summary>Takes what stands at the touch: a price no band of any venue refuses.</summary>
    AtTouch,

    /// <summary>Takes whatever the book shows.</summary>
    Market,
}
