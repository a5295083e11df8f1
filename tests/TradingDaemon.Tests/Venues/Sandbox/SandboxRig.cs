using System.Threading.Channels;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Sandbox;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Venues.Sandbox;

namespace TradingDaemon.Tests.Venues.Sandbox;

/// <summary>The real exchange in this process, and the venue that talks to it over the loopback.</summary>
internal sealed class SandboxRig : IAsyncDisposable
{
    private static readonly global::TradingDaemon.Sandbox.SandboxAccount Demo = global::TradingDaemon.Sandbox.SandboxAccount.Demo;

    private readonly List<SandboxVenue> _opened = [];

    public static readonly InstrumentCatalog Catalog = new([Of(0, "BTC/USD", "BTC"), Of(1, "ETH/USD", "ETH")]);

    private SandboxRig(SandboxServer server) => Server = server;

    public SandboxServer Server { get; }

    public CountingNonces Nonces { get; } = new();

    public static async Task<SandboxRig> StartAsync(bool hasMarket = false, params Fault[] faults)
    {
        var server = await SandboxServer.StartAsync(new SandboxOptions { HasMarket = hasMarket, HeartbeatEvery = TimeSpan.FromMilliseconds(200), Faults = new FaultScript { Faults = faults } });
        if (!hasMarket) server.ShowQuote("BTC/USD", 50_000m, 10m, 50_001m, 10m);
        return new SandboxRig(server);
    }

    public SandboxVenue Venue(Func<SandboxVenueOptions, SandboxVenueOptions>? with = null, string? key = null, string? secret = null, INonceSource? nonces = null, TimeProvider? clock = null, Action<int, int>? onWeight = null, Func<int, CancellationToken, ValueTask>? takeFurther = null)
    {
        var options = new SandboxVenueOptions { Url = Server.Address, GapMax = TimeSpan.FromMilliseconds(200) };
        var signer = new SandboxSigner(key ?? Demo.Key, secret ?? Demo.Secret, nonces ?? Nonces);
        var venue = new SandboxVenue(with?.Invoke(options) ?? options, signer, clock ?? TimeProvider.System, onWeight, takeFurther);
        _opened.Add(venue);
        return venue;
    }

    /// <summary>The venue's staff does something to the account; fails unless it was done.</summary>
    public async Task StaffAsync(string what, string body)
    {
        using var staff = new HttpClient { BaseAddress = Server.AdminAddress };
        using var response = await staff.PostAsync(new Uri($"/admin/{what}", UriKind.Relative), new StringContent(body));
        response.EnsureSuccessStatusCode();
    }

    /// <summary>The exchange's staff reset every client's connection.</summary>
    public Task CutAsync() => StaffAsync("cut", "");

    public async ValueTask DisposeAsync()
    {
        foreach (var venue in _opened) venue.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>The next event that fits; fails when there is none for minutes.</summary>
    public static async Task<T> NextAsync<T>(ChannelReader<VenueEvent> events, Func<T, bool>? fits = null)
        where T : VenueEvent
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (true)
            if (await events.ReadAsync(late.Token) is T found && (fits?.Invoke(found) ?? true)) return found;
    }

    private static Instrument Of(int index, string symbol, string @base) => new()
    {
        Id = new InstrumentId(index), Symbol = new Symbol(symbol), AssetClass = AssetClass.Crypto, Base = new Currency(@base), Quote = Currency.Usd,
        TickSize = 0.01m, LotSize = 0.0001m, Venue = "sandbox", VenueSymbol = symbol,
    };

    /// <summary>Numbers in memory.</summary>
    internal sealed class CountingNonces : INonceSource
    {
        private long _last = (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks / 10;

        public long Next() => Interlocked.Increment(ref _last);
    }
}
