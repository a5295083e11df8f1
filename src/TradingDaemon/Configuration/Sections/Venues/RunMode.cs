namespace TradingDaemon.Configuration.Sections.Venues;

/// <summary>Whether money is at stake. Zero stays unassigned.</summary>
internal enum RunMode : byte
{
    /// <summary>Play money only.</summary>
    Paper = 1,

    /// <summary>Money is at stake at the venues that say so too, and that the environment names.</summary>
    Live,
}
