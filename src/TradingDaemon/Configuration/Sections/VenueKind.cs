namespace TradingDaemon.Configuration.Sections;

/// <summary>Where orders go. Zero stays unassigned.</summary>
internal enum VenueKind : byte
{
    /// <summary>An exchange in the daemon's own process, mirroring the feed.</summary>
    Simulated = 1,

    /// <summary>The sandbox exchange, over HTTP and WebSocket.</summary>
    Sandbox,
}
