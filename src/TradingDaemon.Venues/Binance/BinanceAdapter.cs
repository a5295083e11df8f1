using System.Net;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Venues.Binance;

/// <summary>Binance Spot, put together: what it can do, who reads it, who asks it.</summary>
internal static class BinanceAdapter
{
    /// <summary>The REST interface.</summary>
    public static Uri Rest { get; } = new("https://api.binance.com");

    /// <summary>The market streams, in the form that says with each event which stream it is of.</summary>
    public static Uri Stream { get; } = new("wss://stream.binance.com:9443/stream");

    /// <summary>The WebSocket interface, which carries the events of our account.</summary>
    public static Uri AccountStream { get; } = new("wss://ws-api.binance.com:443/ws-api/v3");

    /// <summary>The REST interface of the testnet.</summary>
    public static Uri TestnetRest { get; } = new("https://testnet.binance.vision");

    /// <summary>The market streams of the testnet.</summary>
    public static Uri TestnetStream { get; } = new("wss://stream.testnet.binance.vision/stream");

    /// <summary>The WebSocket interface of the testnet.</summary>
    public static Uri TestnetAccountStream { get; } = new("wss://ws-api.testnet.binance.vision/ws-api/v3");

    /// <summary>Its line in the table of venues.</summary>
    public static VenueAdapter Entry { get; } = new()
    {
        Name = "binance", Reader = static () => new BinanceReader(), Requests = static (hosts, credentials) => new BinanceRequests(hosts.Rest, hosts.Stream!, hosts.AccountStream!, new BinanceSigner(credentials)),
        OrderName = static (symbol, number) => number.Contains(':', StringComparison.Ordinal) ? number : BinanceSymbols.Unique(symbol, number), OfNothing = OfNothing,
        Abilities = new()
        {
            AssetClasses = "crypto", StreamsMarketData = true, BookProof = "update ids", TakesOrders = true, TakesClientOrderIds = true, StreamsAccount = true, Practice = "testnet",
        },
        Hosts = [new VenueHosts("live", IsReal: true, Rest, Stream, AccountStream), new VenueHosts("testnet", IsReal: false, TestnetRest, TestnetStream, TestnetAccountStream)],
        TradedMax = 25, // executions are told symbol by symbol, 20 of 6,000 a minute each: with 30 entries find no room, with 40 no comparison ends
        Live = BinanceVenue.Compose, Feed = BinanceFeed.Of, Market = BinanceMarket.Of,
    };

    private static (HttpStatusCode, string) OfNothing(string path) => path[path.LastIndexOf('/')..] switch
    {
        "/order" => (HttpStatusCode.BadRequest, """{"code":-2013,"msg":"Order does not exist."}"""),
        "/account" => (HttpStatusCode.OK, """{"balances":[]}"""),
        "/apiRestrictions" => (HttpStatusCode.OK, """{"enableSpotAndMarginTrading":true,"enableWithdrawals":false}"""),
        _ => (HttpStatusCode.OK, "[]"),
    };
}
