namespace TradingDaemon.Domain.Strategies;

/// <summary>What becomes of an entry that is larger than a limit lets pass. Zero stays unassigned.</summary>
public enum CapPolicy : byte
{
    /// <summary>It is refused.</summary>
    Refuse = 1,

    /// <summary>It becomes as large as every limit lets pass; where that is nothing, it is refused.</summary>
    Shrink,
}
