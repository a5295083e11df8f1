namespace TradingDaemon.Domain.Tilt;

/// <summary>What a trader who has lost control does: one detector each. Zero stays unassigned.</summary>
public enum TiltSignal : byte
{
    /// <summary>After a run of losses an entry much larger than the one before.</summary>
    SizeAfterLosses = 1,

    /// <summary>Back in the market soon after a losing exit.</summary>
    QuickReentry,

    /// <summary>Several entries in quick succession after a loss.</summary>
    RapidAfterLoss,

    /// <summary>Larger after a loss, twice in a row.</summary>
    Martingale,

    /// <summary>Many entries within minutes.</summary>
    OrderBurst,

    /// <summary>Entries come faster than they did a quarter of an hour ago.</summary>
    OrderAcceleration,

    /// <summary>Most orders are cancelled.</summary>
    CancelShare,

    /// <summary>Many orders are cancelled as soon as they were sent.</summary>
    EarlyCancels,

    /// <summary>No two entries are of one size.</summary>
    SizeVariation,

    /// <summary>An entry faster after a loss than anybody thinks.</summary>
    QuickReaction,

    /// <summary>An entry of a size the trader's own past does not know.</summary>
    UnusualSize,

    /// <summary>More entries in an hour than the trader's own past knows.</summary>
    UnusualPace,

    /// <summary>An entry at an hour of the day the trader's own past hardly knows.</summary>
    UnusualHour,

    /// <summary>Far fewer entries in an hour than the trader's own past knows: fear.</summary>
    LowPace,

    /// <summary>Back after a long time without an entry.</summary>
    Inactivity,
}
