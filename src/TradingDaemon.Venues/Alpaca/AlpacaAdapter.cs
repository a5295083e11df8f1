using System.Net;
using TradingDaemon.Venues.Alpaca.Reading;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Alpaca;

/// <summary>Alpaca, put together: what it can do, who reads it, who asks it.</summary>
internal static class AlpacaAdapter
{
    /// <summary>Where real money trades.</summary>
    public static Uri Live { get; } = new("https://api.alpaca.markets");

    /// <summary>Where play money trades, with keys of its own.</summary>
    public static Uri Paper { get; } = new("https://paper-api.alpaca.markets");

    /// <summary>The market data streams; each feed has a path of its own.</summary>
    public static Uri Data { get; } = new("wss://stream.data.alpaca.markets");

    /// <summary>Market data over HTTP.</summary>
    public static Uri History { get; } = new("https://data.alpaca.markets");

    /// <summary>Its line in the table of venues.</summary>
    public static VenueAdapter Entry { get; } = new()
    {
        Name = "alpaca", Reader = static () => new AlpacaReader(), Requests = AlpacaRequests.At, OfNothing = OfNothing,
        Abilities = new() { AssetClasses = "equities, crypto, options", StreamsMarketData = true, MarketDataNeedsKey = true, TakesOrders = true, TakesClientOrderIds = true, StreamsAccount = true, TellsGreeks = true, Practice = "paper" },
        Hosts = [World("live", isReal: true, Live), World("paper", isReal: false, Paper)], EquityFeeds = ["iex", "sip"], OptionFeeds = ["indicative", "opra"],
        Weights = new() { Place = 1, List = 1, Stream = 1 }, // it counts requests, whatever they ask
        WhyMisplaced = Misplaced, Live = AlpacaVenue.Compose, Feed = static setup => new AlpacaFeed(setup), Market = AlpacaMarket.Of,
    };

    // The venue's paper keys begin with PK.
    private static bool IsPaper(VenueCredentials credentials) => credentials.Key.StartsWith("PK", StringComparison.Ordinal);

    // The venue refuses a key at the other address. At a sandbox any key may be anybody's.
    private static string? Misplaced(VenueCredentials credentials, VenueHosts hosts)
    {
        if (hosts.IsReal && IsPaper(credentials)) return "the key is one for play money (PK…), which the venue refuses where orders move real money";
        return hosts.Rest == Paper && credentials.Key.StartsWith("AK", StringComparison.Ordinal) ? "the key is one for real money (AK…), which the venue refuses at its place for play money" : null;
    }

    private static (HttpStatusCode, string) OfNothing(string path) => path switch
    {
        "/v2/account" => (HttpStatusCode.OK, """{"account_number":"","status":"ACTIVE","currency":"USD","cash":"0","buying_power":"0"}"""),
        "/v2/orders:by_client_order_id" => (HttpStatusCode.NotFound, """{"code":40410000,"message":"order not found"}"""),
        _ => (HttpStatusCode.OK, "[]"),
    };

    private static VenueHosts World(string name, bool isReal, Uri trading) =>
        new(name, isReal, trading, Data, new UriBuilder(trading) { Scheme = Uri.UriSchemeWss, Port = -1, Path = "/stream" }.Uri, History);
}
