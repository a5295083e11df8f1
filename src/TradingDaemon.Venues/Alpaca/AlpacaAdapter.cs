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
        Name = "alpaca", Reader = static () => new AlpacaReader(), Requests = static credentials => new AlpacaRequests(TradingOf(credentials), Data, new AlpacaSigner(credentials)),
        Abilities = new() { AssetClasses = "equities, crypto, options", StreamsMarketData = true, TakesOrders = true, TakesClientOrderIds = true, StreamsAccount = true, Practice = "paper" },
        Hosts = [World("live", isReal: true, Live, "/v2/iex"), World("paper", isReal: false, Paper, "/v2/iex"), World("live-sip", isReal: true, Live, "/v2/sip"), World("paper-sip", isReal: false, Paper, "/v2/sip")],
        Weights = new() { Place = 1, List = 1, Stream = 1 }, // it counts requests, whatever they ask
        Live = AlpacaVenue.Compose, Feed = static setup => new AlpacaFeed(setup), Market = AlpacaMarket.Of,
    };

    /// <summary>Where a key belongs: the venue's paper keys begin with PK, and are refused at the live address.</summary>
    public static Uri TradingOf(VenueCredentials credentials) => credentials.Key.StartsWith("PK", StringComparison.Ordinal) ? Paper : Live;

    // The path of the market data stream is the feed of shares: one place's trades, which every plan has, or those of all places, which are paid for.
    private static VenueHosts World(string name, bool isReal, Uri trading, string feed) =>
        new(name, isReal, trading, new Uri(Data, feed), new UriBuilder(trading) { Scheme = Uri.UriSchemeWss, Port = -1, Path = "/stream" }.Uri, History);
}
