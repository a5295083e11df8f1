using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Venues.Adapters;

/// <summary>Makes real venues by their names, so that nobody else names one.</summary>
public static class LiveVenues
{
    /// <summary>Names of those that can be reached from here, for orders or for market data alone.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. VenueAdapters.All.Where(static adapter => adapter.Hosts.Count > 0).Select(static adapter => adapter.Name)];

    /// <summary>The worlds of a venue, the real one first; empty for an unknown name.</summary>
    public static IReadOnlyList<VenueHosts> Hosts(string name) => VenueAdapters.Find(name)?.Hosts ?? [];

    /// <summary>What a venue can do; null for an unknown name.</summary>
    public static Normalized.VenueAbilities? Abilities(string name) => VenueAdapters.Find(name)?.Abilities;

    /// <summary>The venue orders go to; null where none of this name takes any. Throws <see cref="FormatException"/> when the secret is not of the form the venue gives.</summary>
    public static ILiveVenue? Venue(string name, VenueSetup setup) => VenueEntry.Find(name) is { TakesOrders: true } entry ? entry.Make(setup) : null;

    /// <summary>A venue's market data; null where there is none. Dispose it where it is disposable.</summary>
    public static IMarketFeed? Feed(string name, FeedSetup setup) => VenueEntry.Find(name) is { TellsPrices: true } entry ? entry.MakeFeed(setup) : null;

    /// <summary>What a venue tells anybody: rules, candles, the touch; null where there is none.</summary>
    public static IVenueMarket? Market(string name, FeedSetup setup) => VenueEntry.Find(name)?.MakeMarket(setup);
}
