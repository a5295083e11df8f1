using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Sandbox;
using TradingDaemon.Tests.Venues.Live.Support;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Decoding;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Tests.Venues.Decoding;

/// <summary>What <c>venue request</c> shows is what leaves: the adapter sends it to a listener here, for the same key, number and time, and method, address, every header and the body are held against it.</summary>
[TestFixture]
internal sealed class SentAsShownTests
{
    private const long Nonce = 1_700_000_000_000_000;
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
    private static readonly DateTimeOffset Since = At.AddDays(-3);
    private static readonly string[] KeyHeaders = ["API-Key", "Authorization", "X-MBX-APIKEY", "APCA-API-KEY-ID", "key"];

    // Anybody may ask these; Alpaca wants to know who asks all the same.
    private static readonly string[] Unsigned = ["/v2/clock", "/v2/calendar"];

    private static readonly string[] Calls = ["cancel", "cancel ours", "cancel-all", "query", "query ours", "open-orders", "fills", "balances", "rights"];

    private static IEnumerable<TestCaseData> EveryCall()
    {
        foreach (var venue in VenueCases.Names)
        {
            foreach (var kind in Kinds(venue)) yield return new TestCaseData(venue, "place", kind) { TestName = $"Sent_{venue}_place_{kind}_AsShown" };
            foreach (var call in Calls.Where(call => venue != "coinspot" || !call.EndsWith("ours", StringComparison.Ordinal)))
                yield return new TestCaseData(venue, call, "limit") { TestName = $"Sent_{venue}_{call}_AsShown" };
        }
    }

    private static string[] Kinds(string venue) => venue switch
    {
        "kraken" => ["limit", "ioc", "post", "market", "stop"],
        "binance" => ["limit", "ioc", "fok", "post", "market", "stop"],
        "coinbase" => ["limit", "ioc", "fok", "post", "market"],
        "alpaca" => ["limit", "ioc", "market", "share", "share fok"],
        _ => ["limit", "ioc", "fok", "market"],
    };

    [TestCaseSource(nameof(EveryCall))]
    public async Task Sent_EachCall_IsWhatIsShown(string name, string call, string kind)
    {
        await using var listener = await LoopbackVenue.StartAsync();
        var adapter = VenueAdapters.Find(name)!;
        listener.Otherwise = path => IsSigned(path) && adapter.OfNothing(path) is var (status, body) ? new LoopbackReply(body, (int)status) : new LoopbackReply("{}", 503);
        var symbol = kind.StartsWith("share", StringComparison.Ordinal) ? new Symbol("AAPL") : VenueCases.Of(name).Markets[0].Instrument.Symbol;
        if (name == "alpaca" && symbol.Text != "AAPL") symbol = new Symbol("BTC/USD");
        var (hosts, credentials) = (adapter.Hosts[0].At(listener.Address), new VenueCredentials(SandboxAccount.DemoOf(name).Key, SandboxAccount.DemoOf(name).Secret));
        var isOurs = call.EndsWith(" ours", StringComparison.Ordinal);
        var meant = new RequestedOrder
        {
            Symbol = symbol.Text, Side = OrderSide.Sell, Terms = Terms(kind), ClientOrderId = call == "place" || isOurs ? "abc-1-1" : null, VenueOrderId = call == "place" || isOurs ? null : "12345",
            PriceQuote = 50_000m, Since = Since, Nonce = Nonce, Time = At,
        };

        var shown = RequestPreview.Show(await new ShownCalls(adapter, hosts, credentials, meant).OfAsync(call.Replace(" ours", "", StringComparison.Ordinal), default), isJson: true)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement).ToArray();
        using var venue = (LiveVenue)adapter.Live!(new VenueSetup
        {
            Id = name, Hosts = hosts, Credentials = credentials, Nonces = new Counting(), Clock = new Still(), BookedFrom = Since, Instruments = [InstrumentOf(name, symbol)],
            Orders = meant.VenueOrderId is null ? [] : [new OrderState(Order(symbol, kind, "known").Intent, OrderStatus.Open, "12345", 0m, 0m)], IsShown = symbol.Text == "AAPL",
        });
        await SendAsync(venue, adapter, call, symbol, kind);

        var sent = listener.Heads.Where(static head => IsSigned(head.Target.Split('?')[0]) && KeyHeaders.Any(head.Headers.ContainsKey)).ToArray();
        Assert.That(shown.Select(static one => (one.GetProperty("method").GetString()!, new Uri(one.GetProperty("url").GetString()!).PathAndQuery)), Is.EqualTo(sent.Select(static one => (one.Method, one.Target))));
        foreach (var (asShown, asSent) in shown.Zip(sent))
        {
            Assert.That(asShown.TryGetProperty("body", out var body) ? body.GetString() : "", Is.EqualTo(asSent.Body));
            var headers = asShown.GetProperty("headers").EnumerateObject().ToDictionary(static header => header.Name, static header => header.Value.GetString()!, StringComparer.OrdinalIgnoreCase);
            Assert.That(headers.Keys.Select(static key => key.ToUpperInvariant()), Is.EquivalentTo(asSent.Headers.Keys.Select(static key => key.ToUpperInvariant())), asSent.Target);
            Assert.That(headers.GetValueOrDefault("User-Agent"), Is.EqualTo("TradingDaemon"), asSent.Target);
            foreach (var (header, value) in headers)
                Assert.That(Unsalted(value), value == WireHeader.Mask ? Is.EqualTo(WireHeader.Mask) : Is.EqualTo(Unsalted(asSent.Headers[header])), header);
        }
    }

    /// <summary>Of a stream it is the messages, with books where the daemon takes them.</summary>
    [Test]
    public async Task Sent_Subscription_IsWhatIsShown([Values("kraken", "coinbase", "binance", "alpaca")] string name, [Values] bool withBooks)
    {
        await using var listener = await LoopbackVenue.StartAsync();
        listener.OnFrame = static frame => frame.Contains("\"auth\"", StringComparison.Ordinal) ? ["""[{"T":"success","msg":"authenticated"}]"""] : [];
        var adapter = VenueAdapters.Find(name)!;
        var (hosts, credentials) = (adapter.Hosts[0].At(listener.Address), new VenueCredentials(SandboxAccount.DemoOf(name).Key, SandboxAccount.DemoOf(name).Secret));
        var symbol = new Symbol("BTC/USD");
        var shown = await new ShownCalls(adapter, hosts, credentials, new RequestedOrder { Symbol = symbol.Text, WithBooks = withBooks, Nonce = Nonce, Time = At }).OfAsync("subscribe", default);
        var feed = adapter.Feed!(new FeedSetup { Hosts = hosts, Instruments = [InstrumentOf(name, symbol)], Clock = TimeProvider.System, Credentials = credentials, Books = withBooks });
        using var ending = new CancellationTokenSource();
        var running = feed.RunAsync(static (in _) => { }, ending.Token);
        await Assert.ThatAsync(() => Task.FromResult(listener.Frames.Count), Is.GreaterThanOrEqualTo(shown.Count).After(60_000, 20));
        await ending.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        (feed as IDisposable)?.Dispose();
        Assert.That(listener.Frames.Take(shown.Count), Is.EqualTo(shown.Select(static request => System.Text.Encoding.UTF8.GetString(request.Body.Span))));
        Assert.That(RequestPreview.Show(shown, isJson: true), Does.Not.Contain(credentials.Secret).And.Contain("\"User-Agent\":\"TradingDaemon\""));
    }

    private static bool IsSigned(string path) => !Unsigned.Contains(path) && !path.StartsWith("/0/public", StringComparison.Ordinal) && !path.EndsWith("/time", StringComparison.Ordinal) && !path.StartsWith("/pubapi", StringComparison.Ordinal);

    private static async Task SendAsync(LiveVenue venue, VenueAdapter adapter, string call, Symbol symbol, string kind)
    {
        var ours = new OrderReference(new ClientOrderId("abc-1-1"), null, symbol);
        var theirs = new OrderReference(new ClientOrderId("known"), adapter.OrderName(symbol, "12345"), symbol);
        try
        {
            await (call switch
            {
                "place" => venue.PlaceAsync(Order(symbol, kind, "abc-1-1"), default).AsTask(),
                "cancel" => venue.CancelAsync(theirs, default).AsTask(),
                "cancel ours" => venue.CancelAsync(ours, default).AsTask(),
                "cancel-all" => venue.CancelAllAsync(default).AsTask(),
                "query" when !adapter.Abilities.TakesClientOrderIds => venue.FindOrderAsync(theirs, default).AsTask(),
                "query" => venue.Account.Fills.NameAsync([theirs.VenueOrderId!], default).AsTask(),
                "query ours" => venue.FindOrderAsync(ours, default).AsTask(),
                "open-orders" => venue.OpenOrdersAsync(default).AsTask(),
                "fills" => venue.FillsSinceAsync(0, int.MaxValue, default).AsTask(),
                "balances" => venue.HoldingsAsync(default).AsTask(),
                _ => (Task)venue.RightsAsync(default).AsTask(),
            });
        }
        catch (VenueException)
        {
            // What was asked is what counts.
        }
    }

    // Two signatures of one text differ.
    private static string Unsalted(string value) => value.StartsWith("Bearer ", StringComparison.Ordinal) ? value[..value.LastIndexOf('.')] : value;

    private static OrderTerms Terms(string kind)
    {
        var (quantity, price) = (Quantity.From(1m), Price.From(50_000m));
        return kind switch
        {
            "market" or "share" => new OrderTerms.Market(quantity),
            "stop" => new OrderTerms.Stop(quantity, price),
            _ => new OrderTerms.Limit(quantity, price, kind switch { "ioc" => TimeInForce.ImmediateOrCancel, "fok" or "share fok" => TimeInForce.FillOrKill, _ => TimeInForce.GoodTilCancelled }, kind == "post"),
        };
    }

    private static DurableOrder Order(Symbol symbol, string kind, string id) =>
        new(new ApprovedOrder(Orders.Of(1, Terms(kind), OrderSide.Sell, isReduceOnly: false).Intent with { Symbol = symbol, ClientOrderId = new ClientOrderId(id), DecisionBid = 50_000m, DecisionAsk = 50_000m, DecidedAt = At }));

    private static Instrument InstrumentOf(string venue, Symbol symbol)
    {
        var parts = symbol.Text.Split('/');
        return new Instrument
        {
            Id = new InstrumentId(0), Symbol = symbol, AssetClass = parts.Length > 1 ? AssetClass.Crypto : AssetClass.Equity, Base = new Currency(parts[0]), Quote = new Currency(parts.Length > 1 ? parts[1] : "USD"),
            TickSize = 0.01m, LotSize = 0.00001m, Venue = venue,
        };
    }

    private sealed class Counting : INonceSource
    {
        private long _next = Nonce;

        public long Next() => _next++;
    }

    private sealed class Still : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => At;

        public override long GetTimestamp() => 0;
    }
}
