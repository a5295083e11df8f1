using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Sandbox;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Tests.Venues.Sandbox;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.CoinSpot;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Tests.Venues.CoinSpot;

/// <summary>The real adapter and the real exchange that speaks CoinSpot's protocol, with a market that stands still at 90000 to 90100 (BTC/AUD).</summary>
internal sealed class CoinSpotRig : IAsyncDisposable
{
    public static readonly Symbol Bitcoin = new("BTC/AUD");
    public static readonly Instrument[] Instruments = [Of(0, "BTC"), Of(1, "ETH")];

    // So short that a test can wait for it; the clocks are one, and stamps are cut to the millisecond.
    public static readonly CoinSpotPatience Hasty = new(TimeSpan.FromMilliseconds(150), TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(5));

    private readonly List<IDisposable> _opened = [];
    private readonly SandboxRig.CountingNonces _nonces = new();
    private readonly HttpClient _http = new();

    private CoinSpotRig(SandboxServer server) => Server = server;

    public SandboxServer Server { get; }

    public static Task<CoinSpotRig> StartAsync(params Fault[] faults) => StartAsync(atOnceMax: null, faults);

    public static async Task<CoinSpotRig> StartAsync(decimal? atOnceMax, params Fault[] faults)
    {
        var rig = new CoinSpotRig(await SandboxServer.StartAsync(new SandboxOptions { Venue = "coinspot", HasMarket = false, AtOnceMax = atOnceMax, Faults = new FaultScript { Faults = faults } }));
        rig.Quote(90_000m, 90_100m);
        return rig;
    }

    public void Quote(decimal bid, decimal ask) => Server.ShowQuote("BTC/AUD", bid, 10m, ask, 10m);

    public ILiveVenue Venue(Func<VenueSetup, VenueSetup>? with = null, CoinSpotPatience? patience = null)
    {
        var demo = SandboxAccount.DemoOf("coinspot");
        var setup = new VenueSetup
        {
            Id = "coinspot", Hosts = LiveVenues.Hosts("coinspot")[0].At(Server.Address), Credentials = new VenueCredentials(demo.Key, demo.Secret), Nonces = _nonces,
            Instruments = Instruments, Clock = TimeProvider.System, BookedFrom = DateTimeOffset.UtcNow.AddHours(-1), PollEvery = TimeSpan.FromMilliseconds(100), Line = new LineOptions { RequestMax = TimeSpan.FromSeconds(5) },
        };
        var venue = CoinSpotVenue.Compose(with?.Invoke(setup) ?? setup, patience ?? Hasty);
        _opened.Add(venue);
        return venue;
    }

    /// <summary>A connection that is open, and its events.</summary>
    public static async Task<(Task Run, ChannelReader<VenueEvent> Events)> RunAsync(ILiveVenue venue, CancellationToken ending)
    {
        var events = Channel.CreateUnbounded<VenueEvent>();
        var run = venue.RunAsync(events.Writer, ending);
        if (await Task.WhenAny(run, SandboxRig.NextAsync<VenueEvent.StreamOpened>(events.Reader)) == run) await run;
        return (run, events.Reader);
    }

    /// <summary>Somebody else does something with the account, at the venue's own page as it were.</summary>
    public async Task<JsonElement> ByHandAsync(string path, string json)
    {
        var demo = SandboxAccount.DemoOf("coinspot");
        var body = Encoding.UTF8.GetBytes($$"""{"nonce":{{_nonces.Next()}},{{json}} }""");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Server.Address, $"/api/v2/{path}")) { Content = new ByteArrayContent(body) };
        foreach (var header in new CoinSpotSigner(new VenueCredentials(demo.Key, demo.Secret)).Sign(body))
            if (!request.Headers.TryAddWithoutValidation(header.Name, header.Value)) request.Content.Headers.TryAddWithoutValidation(header.Name, header.Value);
        using var response = await _http.SendAsync(request);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }

    /// <summary>What the exchange's own ledger says.</summary>
    public JsonElement State() => JsonDocument.Parse(Server.State()).RootElement.GetProperty("accounts").GetProperty("demo");

    public static DurableOrder Limit(int number, decimal price, decimal quantity = 0.01m, OrderSide side = OrderSide.Buy, TimeInForce life = TimeInForce.GoodTilCancelled) =>
        Order(number, new OrderTerms.Limit(Quantity.From(quantity), Price.From(price), life, PostOnly: false), side);

    public static DurableOrder Market(int number, decimal quantity = 0.01m, OrderSide side = OrderSide.Buy) => Order(number, new OrderTerms.Market(Quantity.From(quantity)), side);

    public static DurableOrder Order(int number, OrderTerms terms, OrderSide side) => new(new ApprovedOrder(Orders.Of(number, terms, side, false).Intent with
    {
        Symbol = Bitcoin, Venue = "coinspot", DecisionBid = 90_000m, DecisionAsk = 90_100m, DecidedAt = DateTimeOffset.UtcNow,
    }));

    public static OrderReference Reference(int number, string? venueOrderId = null) => new(Orders.Id(number), venueOrderId, Bitcoin);

    public async ValueTask DisposeAsync()
    {
        foreach (var opened in _opened) opened.Dispose();
        _http.Dispose();
        await Server.DisposeAsync();
    }

    private static Instrument Of(int index, string coin) => new()
    {
        Id = new InstrumentId(index), Symbol = new Symbol($"{coin}/AUD"), AssetClass = AssetClass.Crypto, Base = new Currency(coin), Quote = new Currency("AUD"),
        TickSize = 0.01m, LotSize = 0.00000001m, Venue = "coinspot", VenueSymbol = $"{coin}/AUD",
    };
}
