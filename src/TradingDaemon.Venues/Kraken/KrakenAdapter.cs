using System.Net;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Venues.Kraken;

/// <summary>Kraken Spot, put together: what it can do, who reads it, who asks it.</summary>
internal static class KrakenAdapter
{
    /// <summary>The REST interface.</summary>
    public static Uri Rest { get; } = new("https://api.kraken.com");

    /// <summary>The public stream.</summary>
    public static Uri Stream { get; } = new("wss://ws.kraken.com/v2");

    /// <summary>The account's own stream.</summary>
    public static Uri AccountStream { get; } = new("wss://ws-auth.kraken.com/v2");

    /// <summary>Its line in the table of venues.</summary>
    public static VenueAdapter Entry { get; } = new()
    {
        Name = "kraken", Reader = static () => new KrakenReader(), Requests = static (hosts, credentials) => new KrakenRequests(hosts.Rest, hosts.Stream!, new KrakenSigner(credentials)),
        OfNothing = static path => (HttpStatusCode.OK, path.EndsWith("/BalanceEx", StringComparison.Ordinal) ? """{"error":[],"result":{"ZUSD":{"balance":"0","hold_trade":"0"}}}""" : """{"error":[],"result":{}}"""),
        Abilities = new() { AssetClasses = "crypto, forex", StreamsMarketData = true, BookProof = "crc32", TakesOrders = true, TakesClientOrderIds = true, StreamsAccount = true },
        Hosts = [new VenueHosts("live", IsReal: true, Rest, Stream, AccountStream)], // there is no other: the venue's beta moves real money too
        Live = KrakenVenue.Compose, Feed = KrakenFeed.Of, Market = KrakenMarket.Of,
    };
}
