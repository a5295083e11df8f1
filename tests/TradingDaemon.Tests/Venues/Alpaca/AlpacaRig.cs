using System.Threading.Channels;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Tests.Venues.Live.Support;
using TradingDaemon.Tests.Venues.Sandbox;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Requests;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Tests.Venues.Alpaca;

/// <summary>The real adapter against a server on the loopback that answers in Alpaca's words.</summary>
internal sealed class AlpacaRig : IAsyncDisposable
{
    public const string Coin = """{"id":"1","class":"crypto","exchange":"CRYPTO","symbol":"BTC/USD","status":"active","tradable":true,"fractionable":true,"min_order_size":"0.0001","min_trade_increment":"0.0001","price_increment":"0.5"}""";
    public const string Share = """{"id":"2","class":"us_equity","exchange":"NASDAQ","symbol":"AAPL","status":"active","tradable":true,"marginable":true,"shortable":true,"easy_to_borrow":true,"fractionable":true}""";

    public static readonly Instrument Bitcoin = Of(0, "BTC/USD", "BTC", AssetClass.Crypto, 0.01m, 0.00001m);
    public static readonly Instrument Apple = Of(1, "AAPL", "AAPL", AssetClass.Equity, 0.01m, 1m);

    private readonly List<IDisposable> _opened = [];

    private AlpacaRig(LoopbackVenue server) => Server = server;

    public LoopbackVenue Server { get; }

    public VenueHosts Hosts => LiveVenues.Hosts("alpaca")[1].At(Server.Address);

    public static async Task<AlpacaRig> StartAsync()
    {
        var rig = new AlpacaRig(await LoopbackVenue.StartAsync());
        rig.Server.Answer("/v2/clock", $$"""{"timestamp":"{{DateTimeOffset.UtcNow:O}}","is_open":true,"next_open":"2030-01-02T09:30:00-05:00","next_close":"2030-01-02T16:00:00-05:00"}""");
        rig.Server.Answer("/v2/calendar", Days("00:00", "24:00"));
        rig.Server.Answer("/v2/assets/BTC%2FUSD", Coin);
        rig.Server.Answer("/v2/assets/AAPL", Share);
        rig.Server.Answer("/v2/account/activities/FILL", "[]");
        rig.Server.Answer("/v2/account/activities/FEE", "[]");
        rig.Server.OnFrame = Greet;
        return rig;
    }

    /// <summary>What a stream of either kind says when a client comes.</summary>
    public static IEnumerable<string> Greet(string frame) =>
        frame.Contains("authenticate", StringComparison.Ordinal) ? ["""{"stream":"authorization","data":{"status":"authorized","action":"authenticate"}}"""]
        : frame.Contains("listen", StringComparison.Ordinal) ? ["""{"stream":"listening","data":{"streams":["trade_updates"]}}"""]
        : frame.Contains("\"auth\"", StringComparison.Ordinal) ? ["""[{"T":"success","msg":"connected"}]""", """[{"T":"success","msg":"authenticated"}]"""]
        : [];

    /// <summary>A calendar of the days about now, each with the same hours in New York.</summary>
    public static string Days(string open, string close) =>
        $"[{string.Join(',', Enumerable.Range(-3, 40).Select(day => $$"""{"date":"{{DateTimeOffset.UtcNow.AddDays(day):yyyy-MM-dd}}","open":"{{open}}","close":"{{close}}"}"""))}]";

    public ILiveVenue Venue(Func<VenueSetup, VenueSetup>? with = null)
    {
        var setup = Setup(Hosts, [Bitcoin, Apple]);
        var venue = VenueEntry.Find("alpaca")!.Make(with?.Invoke(setup) ?? setup);
        _opened.Add(venue);
        return venue;
    }

    public IVenueMarket Market()
    {
        var market = VenueEntry.Find("alpaca")!.MakeMarket(new FeedSetup { Hosts = Hosts, Instruments = [Bitcoin, Apple], Clock = TimeProvider.System, Credentials = new VenueCredentials("k", "s") })!;
        _opened.Add(market);
        return market;
    }

    /// <summary>A feed that runs until it is stopped, and what it says.</summary>
    public (Task Run, ChannelReader<RawTick> Ticks, ChannelReader<FeedChange> Changes) Feed(IReadOnlyList<Instrument> instruments, VenueCredentials? credentials, CancellationToken stopping, VenueHosts? hosts = null, bool withBooks = false)
    {
        var (ticks, changes) = (Channel.CreateUnbounded<RawTick>(), Channel.CreateUnbounded<FeedChange>());
        var feed = VenueEntry.Find("alpaca")!.MakeFeed(new FeedSetup
        {
            Hosts = hosts ?? Hosts, Instruments = instruments, Clock = TimeProvider.System, Credentials = credentials, OnChange = change => changes.Writer.TryWrite(change), Books = withBooks,
            Reconnect = new ReconnectOptions { First = TimeSpan.FromMilliseconds(10) },
        });
        _opened.Add((IDisposable)feed);
        return (feed.RunAsync((in tick) => ticks.Writer.TryWrite(tick), stopping), ticks.Reader, changes.Reader);
    }

    public static VenueSetup Setup(VenueHosts hosts, IReadOnlyList<Instrument> instruments) => new()
    {
        Id = "alpaca", Hosts = hosts, Credentials = new VenueCredentials("PKDEMO", "demo-secret"), Nonces = new SandboxRig.CountingNonces(), Instruments = instruments, Clock = TimeProvider.System,
        BookedFrom = DateTimeOffset.UtcNow.AddHours(-1), Line = new LineOptions { RequestMax = TimeSpan.FromSeconds(5) },
    };

    public static DurableOrder Limit(int number, Instrument of, decimal quantity, decimal price, OrderSide side = OrderSide.Buy, TimeInForce lives = TimeInForce.GoodTilCancelled) =>
        Order(number, of, new OrderTerms.Limit(Quantity.From(quantity), Price.From(price), lives, PostOnly: false), side);

    public static DurableOrder Market(int number, Instrument of, decimal quantity, OrderSide side = OrderSide.Buy) => Order(number, of, new OrderTerms.Market(Quantity.From(quantity)), side);

    public static DurableOrder Order(int number, Instrument of, OrderTerms terms, OrderSide side = OrderSide.Buy) => new(new ApprovedOrder(new OrderIntent
    {
        ClientOrderId = Orders.Id(number), Strategy = new StrategyId("test"), Symbol = of.Symbol, Venue = "alpaca", Side = side, Terms = terms, Reason = "test",
        DecisionBid = 50_000m, DecisionAsk = 50_001m, DecidedAt = TimerClock.Start, IsReduceOnly = false,
    }));

    /// <summary>The order object.</summary>
    public static string Told(string id, int number, string status = "new", string filled = "0", string symbol = "AAPL", string at = "2026-01-05T15:00:00Z") =>
        $$"""{"id":"{{id}}","client_order_id":"{{Orders.Id(number)}}","submitted_at":"{{at}}","updated_at":"{{at}}","asset_class":"{{(symbol == "AAPL" ? "us_equity" : "crypto")}}","symbol":"{{symbol}}","qty":"10","filled_qty":"{{filled}}","filled_avg_price":null,"type":"limit","side":"buy","time_in_force":"gtc","limit_price":"100","stop_price":null,"status":"{{status}}","legs":null}""";

    /// <summary>A frame of the account's stream.</summary>
    public static string Update(string what, string order, string more = "") => $$$"""{"stream":"trade_updates","data":{"event":"{{{what}}}","execution_id":"e","order":{{{order}}},"timestamp":"2026-01-05T15:00:01Z"{{{more}}}}}""";

    /// <summary>An execution among the activities.</summary>
    public static string Activity(string id, string order, decimal quantity, decimal cumulative, DateTimeOffset at) => FormattableString.Invariant(
        $$"""{"activity_type":"FILL","id":"{{id}}","transaction_time":"{{at.UtcDateTime:O}}","type":"partial_fill","price":"100","qty":"{{quantity}}","side":"buy","symbol":"AAPL","leaves_qty":"0","order_id":"{{order}}","cum_qty":"{{cumulative}}"}""");

    public async ValueTask DisposeAsync()
    {
        foreach (var opened in _opened) opened.Dispose();
        await Server.DisposeAsync();
    }

    private static Instrument Of(int index, string symbol, string @base, AssetClass of, decimal tick, decimal lot) => new()
    {
        Id = new InstrumentId(index), Symbol = new Symbol(symbol), AssetClass = of, Base = new Currency(@base), Quote = Currency.Usd, TickSize = tick, LotSize = lot, Venue = "alpaca", VenueSymbol = symbol,
    };
}
