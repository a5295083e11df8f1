namespace TradingDaemon.Configuration.Sections.Feeds;

/// <summary>Where market data comes from. Zero stays unassigned.</summary>
internal enum FeedKind : byte
{
    /// <summary>A seeded market of the daemon's own.</summary>
    Simulated = 1,

    /// <summary>Recorded files.</summary>
    Replay,
}
