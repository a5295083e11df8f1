using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Normalized;

/// <summary>One venue this daemon speaks with.</summary>
internal sealed record VenueAdapter
{
    /// <summary>Its name in configuration, facts and on the command line, e.g. <c>kraken</c>.</summary>
    public required string Name { get; init; }

    /// <summary>A reader of one connection's payloads.</summary>
    public required Func<IVenueReader> Reader { get; init; }

    /// <summary>What builds its requests, at its own addresses; null for a venue that takes no orders.</summary>
    public Func<VenueCredentials, IVenueRequests>? Requests { get; init; }

    /// <summary>What the venue can do.</summary>
    public required VenueAbilities Abilities { get; init; }
}
