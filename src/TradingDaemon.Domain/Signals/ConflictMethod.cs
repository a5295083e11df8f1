namespace TradingDaemon.Domain.Signals;

/// <summary>Who goes when strategies want to enter one instrument in opposite directions. Zero stays unassigned.</summary>
public enum ConflictMethod : byte
{
    /// <summary>The direction of the best score; the other's entries are refused.</summary>
    Priority = 1,

    /// <summary>The smaller direction is taken off the larger, from its lowest score up; only the difference is entered.</summary>
    Net,

    /// <summary>Nobody: where strategies disagree nothing is entered.</summary>
    Veto,
}
