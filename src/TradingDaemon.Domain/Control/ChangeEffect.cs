namespace TradingDaemon.Domain.Control;

/// <summary>What a changed key of the configuration lets through. Zero stays unassigned.</summary>
public enum ChangeEffect : byte
{
    /// <summary>It limits nothing, e.g. a parameter of a strategy.</summary>
    Neutral = 1,

    /// <summary>Less passes than before.</summary>
    Tighter,

    /// <summary>More may pass than before; also whatever cannot be shown to be tighter.</summary>
    Looser,
}
