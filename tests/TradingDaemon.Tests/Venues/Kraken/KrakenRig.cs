using System.Globalization;
using System.Threading.Channels;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Venues.Live.Support;
using TradingDaemon.Tests.Venues.Sandbox;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Requests;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Tests.Venues.Kraken;

/// <summary>The real adapter against a server on the loopback that answers in Kraken's words.</summary>
internal sealed class KrakenRig : IAsyncDisposable
{
    // Of the venue's own published example; it opens nothing.
    private const string Secret = "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==";

    public const string Pairs = """{"error":[],"result":{"XXBTZUSD":{"altname":"XBTUSD","wsname":"XBT/USD","base":"XXBT","quote":"ZUSD","pair_decimals":1,"lot_decimals":8,"ordermin":"0.0001","costmin":"0.5","tick_size":"0.1","status":"online"},"XETHZUSD":{"altname":"ETHUSD","wsname":"ETH/USD","base":"XETH","quote":"ZUSD","pair_decimals":2,"lot_decimals":8,"ordermin":"0.001","costmin":"0.5","tick_size":"0.01","status":"cancel_only"}}}""";

    public static readonly IReadOnlyList<Instrument> Instruments = [Of(0, "BTC/USD", "BTC", "XBTUSD"), Of(1, "ETH/USD", "ETH", "ETHUSD")];

    private readonly List<IDisposable> _opened = [];

    private KrakenRig(LoopbackVenue server) => Server = server;

    public LoopbackVenue Server { get; }

    public VenueHosts Hosts => LiveVenues.Hosts("kraken")[0].At(Server.Address);

    public static async Task<KrakenRig> StartAsync()
    {
        var rig = new KrakenRig(await LoopbackVenue.StartAsync());
        rig.Public("Time", Result($$"""{"unixtime":{{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}},"rfc1123":""}"""));
        rig.Public("SystemStatus", """{"error":[],"result":{"status":"online","timestamp":"2026-01-01T00:00:00Z"}}""");
        rig.Public("AssetPairs", Pairs);
        rig.Private("GetWebSocketsToken", """{"error":[],"result":{"token":"a-token","expires":900}}""");
        rig.Private("TradesHistory", """{"error":[],"result":{"trades":{},"count":0}}""");
        return rig;
    }

    public void Public(string name, params LoopbackReply[] replies) => Server.Answer($"/0/public/{name}", replies);

    public void Private(string name, params LoopbackReply[] replies) => Server.Answer($"/0/private/{name}", replies);

    /// <summary>Tells these fills, the newest first, in pages of fifty from the offset that is asked for.</summary>
    public void Trades((string Id, string Order, DateTimeOffset At)[] newestFirst) => Server.Answer("/0/private/TradesHistory", asked =>
    {
        var offset = asked.Split('&').FirstOrDefault(static part => part.StartsWith("ofs=", StringComparison.Ordinal)) is { } told ? int.Parse(told[4..], CultureInfo.InvariantCulture) : 0;
        return Fills(newestFirst.Length, [.. newestFirst.Skip(offset).Take(50)]);
    });

    public ILiveVenue Venue(Func<VenueSetup, VenueSetup>? with = null)
    {
        var setup = new VenueSetup
        {
            Id = "kraken", Hosts = Hosts, Credentials = new VenueCredentials("key", Secret), Nonces = new SandboxRig.CountingNonces(), Instruments = Instruments, Clock = TimeProvider.System,
            BookedFrom = DateTimeOffset.UnixEpoch, Line = new LineOptions { RequestMax = TimeSpan.FromSeconds(5) },
        };
        var venue = VenueEntry.Find("kraken")!.Make(with?.Invoke(setup) ?? setup);
        _opened.Add(venue);
        return venue;
    }

    public IVenueMarket Market()
    {
        var market = VenueEntry.Find("kraken")!.MakeMarket(new FeedSetup { Hosts = Hosts, Instruments = Instruments, Clock = TimeProvider.System })!;
        _opened.Add(market);
        return market;
    }

    /// <summary>A feed that runs until the rig ends, and what it says.</summary>
    public (ChannelReader<RawTick> Ticks, ChannelReader<FeedChange> Changes) Feed(bool withBooks, CancellationToken stopping)
    {
        var (ticks, changes) = (Channel.CreateUnbounded<RawTick>(), Channel.CreateUnbounded<FeedChange>());
        var feed = VenueEntry.Find("kraken")!.MakeFeed(new FeedSetup
        {
            Hosts = Hosts, Instruments = [Instruments[0]], Clock = TimeProvider.System, Books = withBooks, OnChange = change => changes.Writer.TryWrite(change),
            Reconnect = new ReconnectOptions { First = TimeSpan.FromMilliseconds(10) },
        });
        _opened.Add((IDisposable)feed);
        _ = feed.RunAsync((in tick) => ticks.Writer.TryWrite(tick), stopping);
        return (ticks.Reader, changes.Reader);
    }

    /// <summary>The answer of a page of fills, each bought at 100 with a fee of 0.1; an id, its order, when.</summary>
    public static string Fills(int count, params (string Id, string Order, DateTimeOffset At)[] fills) =>
        Result($$"""{"trades":{{{string.Join(',', fills.Select(Fill))}} },"count":{{count}} }""");

    /// <summary>An order as the venue's answers describe it.</summary>
    public static string Order(string id, string? clientOrderId, string status, string filled = "0.00000000", string flags = "") =>
        $$""" "{{id}}":{"status":"{{status}}","opentm":1700000000.5,{{(clientOrderId is null ? "" : $"\"cl_ord_id\":\"{clientOrderId}\",")}}"descr":{"pair":"XBTUSD","type":"buy","ordertype":"limit","price":"40000.0","price2":"0"},"vol":"0.01000000","vol_exec":"{{filled}}","price":"0.0","oflags":"{{flags}}"} """;

    /// <summary>The answer of an endpoint that lists orders under a name.</summary>
    public static string Orders(string name, params string[] orders) => Result($$"""{"{{name}}":{{{string.Join(',', orders)}} },"count":{{orders.Length}} }""");

    public static string Result(string result) => $$"""{"error":[],"result":{{result}} }""";

    public static string Error(string text) => $$"""{"error":["{{text}}"]}""";

    public async ValueTask DisposeAsync()
    {
        foreach (var opened in _opened) opened.Dispose();
        await Server.DisposeAsync();
    }

    private static string Fill((string Id, string Order, DateTimeOffset At) fill) => string.Create(CultureInfo.InvariantCulture, $$"""
        "{{fill.Id}}":{"ordertxid":"{{fill.Order}}","pair":"XXBTZUSD","time":{{fill.At.ToUnixTimeMilliseconds() / 1000m}},"type":"buy","ordertype":"limit","price":"100.0","cost":"1","fee":"0.1","vol":"0.01","maker":true}
        """);

    private static Instrument Of(int index, string symbol, string @base, string spelled) => new()
    {
        Id = new InstrumentId(index), Symbol = new Symbol(symbol), AssetClass = AssetClass.Crypto, Base = new Currency(@base), Quote = Currency.Usd,
        TickSize = 0.1m, LotSize = 0.00000001m, Venue = "kraken", VenueSymbol = spelled,
    };
}
