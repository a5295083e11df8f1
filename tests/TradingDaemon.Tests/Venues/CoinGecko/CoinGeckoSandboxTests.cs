using System.Threading.Channels;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Sandbox;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.CoinGecko;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Requests;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Tests.Venues.CoinGecko;

/// <summary>The real feed against the real exchange that speaks CoinGecko's protocol.</summary>
internal sealed class CoinGeckoSandboxTests
{
    private static readonly Instrument[] Instruments = [Of(0, "BTC", null), Of(1, "ETH", "ethereum")];

    [Test]
    public async Task Feed_TheSandboxsPrices_AreTradesOfBothCoinsInOneQuestion()
    {
        await using var server = await StartAsync();
        using var ending = new CancellationTokenSource();
        var (ticks, _, run) = Run(server, TimeSpan.FromMilliseconds(50), ending.Token);
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var (bitcoin, ether) = (await ticks.ReadAsync(late.Token), await ticks.ReadAsync(late.Token));
        Assert.That((bitcoin.Kind, bitcoin.Instrument.Index, bitcoin.A, bitcoin.B), Is.EqualTo((MarketEventKind.Trade, 0, 50_000.5m, RawTick.UnknownSize)), "a price without a bid and an ask is no quote");
        Assert.That((ether.Instrument.Index, ether.A), Is.EqualTo((1, 3_001m)));
        Assert.That(bitcoin.SourceTime, Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(1)), "the price's own time");
        await ending.CancelAsync();
        await run;
    }

    [Test]
    public async Task Feed_TooManyCalls_LeavesTheVenueAloneForItsPauseAndComesBack()
    {
        await using var server = await StartAsync(new Fault { Kind = FaultKind.Reject, Request = "quote", Code = "RATE_LIMITED", Count = 1 });
        using var ending = new CancellationTokenSource();
        var (ticks, changes, run) = Run(server, TimeSpan.FromMilliseconds(50), ending.Token);
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        Assert.That((await ticks.ReadAsync(late.Token)).A, Is.EqualTo(50_000.5m));
        List<FeedChange> told = [];
        while (changes.TryRead(out var change)) told.Add(change);
        Assert.That(told.First(static change => change.Kind == FeedChangeKind.Lost).Reason, Does.Contain("429").And.Contain("next attempt in 0.3 s"));
        await ending.CancelAsync();
        await run;
    }

    [Test]
    public void Feed_ByItself_AsksNoFasterThanTheVenueRenewsAndWaitsAMinute()
    {
        using var feed = VenueEntry.Find("coingecko")!.MakeFeed(new FeedSetup { Hosts = LiveVenues.Hosts("coingecko")[0], Instruments = Instruments, Clock = TimeProvider.System }) as IDisposable;
        Assert.That(feed, Is.Not.Null);
        Assert.That(VenueEntry.Find("coingecko")!.TakesOrders, Is.False);
        Assert.That(VenueEntry.Find("coingecko")!.MakeMarket(null!), Is.Null);
        Assert.Throws<NotOfferedException>(static () => CoinGeckoFeed.Of(new FeedSetup { Hosts = LiveVenues.Hosts("coingecko")[0], Instruments = [Of(0, "NOBODYKNOWS", null)], Clock = TimeProvider.System }));
    }

    private static async Task<SandboxServer> StartAsync(params Fault[] faults)
    {
        var server = await SandboxServer.StartAsync(new SandboxOptions { Venue = "coingecko", HasMarket = false, Faults = new FaultScript { Faults = faults } });
        server.ShowQuote("BTC/USD", 50_000m, 10m, 50_001m, 10m);
        server.ShowQuote("ETH/USD", 3_000m, 10m, 3_002m, 10m);
        return server;
    }

    private static (ChannelReader<RawTick> Ticks, ChannelReader<FeedChange> Changes, Task Run) Run(SandboxServer server, TimeSpan every, CancellationToken ending)
    {
        var (ticks, changes) = (Channel.CreateUnbounded<RawTick>(), Channel.CreateUnbounded<FeedChange>());
        var feed = CoinGeckoFeed.Of(
            new FeedSetup { Hosts = LiveVenues.Hosts("coingecko")[0].At(server.Address), Instruments = Instruments, Clock = TimeProvider.System, PollEvery = every, OnChange = change => changes.Writer.TryWrite(change), Reconnect = new ReconnectOptions { First = TimeSpan.FromMilliseconds(10) } },
            every, TimeSpan.FromMilliseconds(300));
        return (ticks.Reader, changes.Reader, RunAsync());

        async Task RunAsync()
        {
            using (feed) await feed.RunAsync((in tick) => ticks.Writer.TryWrite(tick), ending);
        }
    }

    private static Instrument Of(int index, string coin, string? spelled) => new()
    {
        Id = new InstrumentId(index), Symbol = new Symbol($"{coin}/USD"), AssetClass = AssetClass.Crypto, Base = new Currency(coin), Quote = Currency.Usd,
        TickSize = 0.01m, LotSize = 0.0001m, Venue = "coingecko", VenueSymbol = spelled,
    };
}
