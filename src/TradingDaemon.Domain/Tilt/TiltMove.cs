namespace TradingDaemon.Domain.Tilt;

/// <summary>What is done about a trader on tilt. Zero stays unassigned.</summary>
public enum TiltMove : byte
{
    /// <summary>Level 1: it is said.</summary>
    Noticed = 1,

    /// <summary>Level 2: entries are smaller for a while.</summary>
    Halved,

    /// <summary>Level 3: nothing is entered for a while, and what is entered after that begins small.</summary>
    Locked,

    /// <summary>So many losing trades in a row: nothing is entered for a while.</summary>
    Break,

    /// <summary>Recovery went on by a stage: entries are larger again.</summary>
    Stage,

    /// <summary>Recovery is over.</summary>
    Recovered,

    /// <summary>A debt that was made before any lock is paid.</summary>
    Settled,
}
