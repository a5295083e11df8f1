using System.Net;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Venues.Coinbase;

/// <summary>Coinbase Advanced Trade, put together: what it can do, who reads it, who asks it. Its sandbox matches nothing, so there is no place to practise.</summary>
internal static class CoinbaseAdapter
{
    /// <summary>The REST interface.</summary>
    public static Uri Rest { get; } = new("https://api.coinbase.com");

    /// <summary>The market stream.</summary>
    public static Uri Stream { get; } = new("wss://advanced-trade-ws.coinbase.com");

    /// <summary>The stream of our account.</summary>
    public static Uri AccountStream { get; } = new("wss://advanced-trade-ws-user.coinbase.com");

    /// <summary>Its line in the table of venues.</summary>
    public static VenueAdapter Entry { get; } = new()
    {
        Name = "coinbase", Reader = static () => new CoinbaseReader(), Requests = static (hosts, credentials) => new CoinbaseRequests(hosts.Rest, hosts.Stream!, hosts.AccountStream!, new CoinbaseSigner(credentials)),
        OfNothing = static _ => (HttpStatusCode.OK, """{"orders":[],"fills":[],"accounts":[],"has_next":false}"""),
        Abilities = new() { AssetClasses = "crypto", StreamsMarketData = true, BookProof = "sequence", TakesOrders = true, TakesClientOrderIds = true, StreamsAccount = true },
        Hosts = [new VenueHosts("live", IsReal: true, Rest, Stream, AccountStream)], // the venue's own sandbox gives canned answers: nothing can be learnt there
        Live = CoinbaseVenue.Compose, Feed = CoinbaseFeed.Of, Market = CoinbaseMarket.Of,
    };
}
