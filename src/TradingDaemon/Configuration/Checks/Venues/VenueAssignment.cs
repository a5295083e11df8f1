using TradingDaemon.Configuration.Sections;
using TradingDaemon.Configuration.Sections.Venues;

namespace TradingDaemon.Configuration.Checks.Venues;

/// <summary>Which venue an instrument is meant for and whose prices it has: what it says itself, else what is said of its class, else the simulated market.</summary>
internal static class VenueAssignment
{
    /// <summary>The name of the simulated venue in facts, orders and metrics, and of its instruments' choice.</summary>
    public const string Simulated = "simulated";

    /// <summary>The venue it is meant for.</summary>
    public static string VenueOf(DaemonSettings settings, InstrumentSettings instrument) =>
        instrument.Venue ?? settings.Routing.Venues.For(instrument.Class) ?? Simulated;

    /// <summary>The venue whose prices it has; null for those of the feed section.</summary>
    public static string? FeedOf(DaemonSettings settings, InstrumentSettings instrument)
    {
        var venue = VenueOf(settings, instrument);
        var feed = instrument.Feed ?? settings.Routing.Feeds.For(instrument.Class) ?? venue;
        return feed == Simulated ? null : feed;
    }

    /// <summary>The venue it is traded at in the end.</summary>
    public static string TradedAt(DaemonSettings settings, InstrumentSettings instrument, IReadOnlyDictionary<string, VenueModel> venues) =>
        VenueOf(settings, instrument) is var meant && venues.TryGetValue(meant, out var venue) && venue.WhyNotTraded is null ? meant : Simulated;
}
