using System.Text.Json;
using System.Threading.Channels;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Sandbox;
using TradingDaemon.Tests.Venues.Sandbox;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Tests.Venues.Coinbase;

/// <summary>The real adapter, listening to its account, and the real exchange that speaks Coinbase's protocol.</summary>
internal sealed class CoinbaseScene : IAsyncDisposable
{
    public static readonly Instrument Bitcoin = new()
    {
        Id = new InstrumentId(0), Symbol = Orders.Bitcoin, AssetClass = AssetClass.Crypto, Base = new Currency("BTC"), Quote = Currency.Usd,
        TickSize = 0.01m, LotSize = 0.00001m, Venue = "coinbase", VenueSymbol = "BTC-USD",
    };

    private readonly CancellationTokenSource _ending = new();
    private readonly Channel<VenueEvent> _events = Channel.CreateUnbounded<VenueEvent>();

    private CoinbaseScene(SandboxServer server) => (Server, Venue) = (server, NewVenue(server, null));

    public SandboxServer Server { get; }

    public ILiveVenue Venue { get; }

    public Task Run { get; private set; } = Task.CompletedTask;

    public VenueHosts Hosts => LiveVenues.Hosts("coinbase")[0].At(Server.Address);

    public static async Task<CoinbaseScene> StartAsync()
    {
        var server = await SandboxServer.StartAsync(new SandboxOptions { Venue = "coinbase", HasMarket = false, HeartbeatEvery = TimeSpan.FromMilliseconds(200) });
        server.ShowQuote("BTC/USD", 50_000m, 10m, 50_001m, 10m);
        var scene = new CoinbaseScene(server);
        scene.Run = scene.Venue.RunAsync(scene._events.Writer, scene._ending.Token);
        var opened = scene.NextAsync<VenueEvent.StreamOpened>();
        if (await Task.WhenAny(scene.Run, opened) == scene.Run) await scene.Run;
        return scene;
    }

    public Task<T> NextAsync<T>()
        where T : VenueEvent => SandboxRig.NextAsync<T>(_events.Reader);

    public ILiveVenue NewVenue(Func<VenueSetup, VenueSetup>? with = null) => NewVenue(Server, with);

    public JsonElement State() => JsonDocument.Parse(Server.State()).RootElement.GetProperty("accounts").GetProperty("demo");

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await Run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
        Venue.Dispose();
        await Server.DisposeAsync();
    }

    private static ILiveVenue NewVenue(SandboxServer server, Func<VenueSetup, VenueSetup>? with)
    {
        var demo = SandboxAccount.DemoOf("coinbase");
        var setup = new VenueSetup
        {
            Id = "coinbase", Hosts = LiveVenues.Hosts("coinbase")[0].At(server.Address), Credentials = new VenueCredentials(demo.Key, demo.Secret), Nonces = new SandboxRig.CountingNonces(),
            Instruments = [Bitcoin], Clock = TimeProvider.System, BookedFrom = DateTimeOffset.UtcNow.AddHours(-1), Line = new LineOptions { RequestMax = TimeSpan.FromSeconds(5) }, PollEvery = TimeSpan.FromSeconds(2),
        };
        return VenueEntry.Find("coinbase")!.Make(with?.Invoke(setup) ?? setup);
    }
}
