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

    /// <summary>The direction of more entries, a vote each; of as many nobody.</summary>
    Voting,

    /// <summary>The direction of so large a share of the entries; where none has it nobody.</summary>
    Consensus,

    /// <summary>The direction of the entry that is surest.</summary>
    Confidence,

    /// <summary>The direction of the entry that was proposed first.</summary>
    First,
}
