using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Engine.Books;

/// <summary>Which kinds of orders each venue takes, as its adapter says once at the start; part of the configuration, not of what is remembered.</summary>
public sealed class VenueOffers
{
    private readonly Dictionary<string, OrderKinds> _byVenue = new(StringComparer.Ordinal);

    /// <summary>A venue says what it takes.</summary>
    public void Tell(string venue, OrderKinds kinds) => _byVenue[venue] = kinds;

    /// <summary>What the venue takes; everything where it did not say.</summary>
    public OrderKinds Of(string venue) => _byVenue.TryGetValue(venue, out var kinds) ? kinds : OrderKinds.All;
}
