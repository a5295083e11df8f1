using System.Text.Json;
using System.Threading.Channels;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Sandbox;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Tests.Venues.Sandbox;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Requests;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Tests.Venues.Binance;

/// <summary>The real adapter against the real exchange that speaks Binance's protocol: nothing differs from the venue but the address.</summary>
internal sealed class BinanceRig : IAsyncDisposable
{
    public static readonly IReadOnlyList<Instrument> Instruments = [Of(0, "BTC/USD", "BTC"), Of(1, "ETH/USD", "ETH")];

    private readonly List<IDisposable> _opened = [];
    private readonly CancellationTokenSource _ending = new();
    private readonly List<Task> _running = [];

    private BinanceRig(SandboxServer server) => Server = server;

    public SandboxServer Server { get; }

    public static async Task<BinanceRig> StartAsync(params Fault[] faults)
    {
        var server = await SandboxServer.StartAsync(new SandboxOptions { Venue = "binance", HasMarket = false, Faults = new FaultScript { Faults = faults } });
        server.ShowQuote("BTC/USD", 50_000m, 10m, 50_001m, 10m);
        server.ShowQuote("ETH/USD", 3_000m, 100m, 3_001m, 100m);
        return new BinanceRig(server);
    }

    public ILiveVenue Venue(Func<VenueSetup, VenueSetup>? with = null)
    {
        var demo = SandboxAccount.DemoOf("binance");
        var setup = new VenueSetup
        {
            Id = "binance", Hosts = LiveVenues.Hosts("binance")[0].At(Server.Address), Credentials = new VenueCredentials(demo.Key, demo.Secret), Nonces = new SandboxRig.CountingNonces(),
            Instruments = Instruments, Clock = TimeProvider.System, BookedFrom = DateTimeOffset.UtcNow.AddHours(-1), Line = new LineOptions { RequestMax = TimeSpan.FromSeconds(5) },
            PollEvery = TimeSpan.FromMilliseconds(300),
        };
        var venue = VenueEntry.Find("binance")!.Make(with?.Invoke(setup) ?? setup);
        _opened.Add(venue);
        return venue;
    }

    public IVenueMarket Market(params IReadOnlyList<Instrument> instruments)
    {
        var market = VenueEntry.Find("binance")!.MakeMarket(new FeedSetup { Hosts = LiveVenues.Hosts("binance")[0].At(Server.Address), Instruments = instruments, Clock = TimeProvider.System })!;
        _opened.Add(market);
        return market;
    }

    /// <summary>A venue that listens, and again whenever its connection ends, until the rig does; and what it says.</summary>
    public async Task<ChannelReader<VenueEvent>> ListenAsync(ILiveVenue venue)
    {
        var events = Channel.CreateUnbounded<VenueEvent>();
        _running.Add(ListenAsync(venue, events.Writer));
        await SandboxRig.NextAsync<VenueEvent.StreamOpened>(events.Reader);
        return events.Reader;
    }

    /// <summary>A feed that runs until the rig ends, and what it says.</summary>
    public (ChannelReader<RawTick> Ticks, ChannelReader<FeedChange> Changes) Feed(bool withBooks, params IReadOnlyList<Instrument> instruments)
    {
        var (ticks, changes) = (Channel.CreateUnbounded<RawTick>(), Channel.CreateUnbounded<FeedChange>());
        var feed = VenueEntry.Find("binance")!.MakeFeed(new FeedSetup
        {
            Hosts = LiveVenues.Hosts("binance")[0].At(Server.Address), Instruments = instruments, Clock = TimeProvider.System, Books = withBooks, OnChange = change => changes.Writer.TryWrite(change),
            Reconnect = new ReconnectOptions { First = TimeSpan.FromMilliseconds(10) },
        });
        _opened.Add((IDisposable)feed);
        _running.Add(feed.RunAsync((in tick) => ticks.Writer.TryWrite(tick), _ending.Token));
        return (ticks.Reader, changes.Reader);
    }

    /// <summary>What the exchange's ledger says of the account.</summary>
    public JsonElement Ledger() => JsonDocument.Parse(Server.State()).RootElement.GetProperty("accounts").GetProperty("demo");

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        foreach (var task in _running) await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var opened in _opened) opened.Dispose();
        await Server.DisposeAsync();
        _ending.Dispose();
    }

    private async Task ListenAsync(ILiveVenue venue, ChannelWriter<VenueEvent> events)
    {
        while (true)
        {
            try
            {
                await venue.RunAsync(events, _ending.Token);
            }
            catch (VenueException cut)
            {
                await TestContextOut(cut.Fault.Code);
            }
        }
    }

    private static Task TestContextOut(string code) => NUnit.Framework.TestContext.Out.WriteLineAsync($"The account's stream ended: {code}");

    private static Instrument Of(int index, string symbol, string @base) => new()
    {
        Id = new InstrumentId(index), Symbol = new Symbol(symbol), AssetClass = AssetClass.Crypto, Base = new Currency(@base), Quote = Currency.Usd,
        TickSize = 0.01m, LotSize = 0.00001m, Venue = "binance", VenueSymbol = symbol.Replace("/", "", StringComparison.Ordinal),
    };
}
