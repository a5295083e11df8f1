using TradingDaemon.Venues.Live;

namespace TradingDaemon.Venues.Adapters;

/// <summary>The names of real venues, so that nobody else writes one; <see cref="VenueEntry"/> makes them.</summary>
public static class LiveVenues
{
    /// <summary>Names of those that can be reached from here, for orders or for market data alone.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. VenueAdapters.All.Where(static adapter => adapter.Hosts.Count > 0).Select(static adapter => adapter.Name)];

    /// <summary>The worlds of a venue, the real one first; empty for an unknown name.</summary>
    public static IReadOnlyList<VenueHosts> Hosts(string name) => VenueAdapters.Find(name)?.Hosts ?? [];
}
