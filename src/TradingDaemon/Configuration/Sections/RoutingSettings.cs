using TradingDaemon.Configuration.Sections.Venues;

namespace TradingDaemon.Configuration.Sections;

/// <summary>Where orders go and what they may cost to send, as the files say it.</summary>
internal sealed record RoutingSettings
{
    /// <summary>False lets every spread pass; a missing, stale, zero or crossed quote still waits.</summary>
    public bool SpreadGateEnabled { get; init; } = true;

    /// <summary>Widest spread by asset class.</summary>
    public SpreadSettings SpreadMaxFraction { get; init; } = new();

    /// <summary>Where instruments of a class are traded that do not say it themselves.</summary>
    public VenueChoice Venues { get; init; } = new();

    /// <summary>Whose prices they have; absent means those of the venue they are meant for.</summary>
    public VenueChoice Feeds { get; init; } = new();
}
