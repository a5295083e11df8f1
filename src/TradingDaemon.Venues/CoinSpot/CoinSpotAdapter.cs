using System.Net;
using TradingDaemon.Venues.CoinSpot.Reading;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Venues.CoinSpot;

/// <summary>CoinSpot, put together: what it can do, who reads it, who asks it.</summary>
internal static class CoinSpotAdapter
{
    /// <summary>The venue.</summary>
    public static Uri Site { get; } = new("https://www.coinspot.com.au");

    /// <summary>Its line in the table of venues.</summary>
    public static VenueAdapter Entry { get; } = new()
    {
        Name = "coinspot", Reader = static () => new CoinSpotReader(), Requests = static (hosts, credentials) => new CoinSpotRequests(hosts.Rest, new CoinSpotSigner(credentials)),
        OfNothing = static _ => (HttpStatusCode.OK, """{"status":"ok","buyorders":[],"sellorders":[],"balances":[]}"""),
        Abilities = new() { AssetClasses = "crypto", TakesOrders = true },
        Hosts = [new VenueHosts("live", IsReal: true, Site)], // the venue has no place to practise
        SeriesEvery = TimeSpan.FromMinutes(5), // it has no candles: what is not kept is lost
        Live = static setup => CoinSpotVenue.Compose(setup), Feed = CoinSpotFeed.Of, Market = CoinSpotMarket.Of,
    };
}
