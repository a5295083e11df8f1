namespace TradingDaemon.Configuration.Sections.Reloading;

/// <summary>What becomes of a change that lets more through and that nobody confirmed. Zero stays unassigned.</summary>
internal enum LooserPolicy : byte
{
    /// <summary>The whole change is refused until a person accepts it.</summary>
    Refuse = 1,

    /// <summary>It is taken over, and told as looser.</summary>
    Tell,
}
