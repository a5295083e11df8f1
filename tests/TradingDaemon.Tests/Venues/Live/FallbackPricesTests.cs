using System.Collections.Concurrent;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Sandbox;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Feeds;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Tests.Venues.Live;

/// <summary>A venue whose stream nobody reaches, and which answers questions.</summary>
[TestFixture]
internal sealed class FallbackPricesTests
{
    [TestCase("kraken"), TestCase("coinbase"), TestCase("binance")]
    public async Task Run_WhileTheStreamIsLost_AsksForPrices_AndStaysLost(string venue)
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Venue = venue, HasMarket = true });
        var (told, changes) = (new ConcurrentQueue<RawTick>(), new ConcurrentQueue<FeedChange>());
        Instrument[] instruments = [Of(0, "BTC"), Of(1, "ETH")];
        var feed = VenueEntry.Find(venue)!.MakeFeed(new FeedSetup
        {
            Hosts = LiveVenues.Hosts(venue)[0].At(server.Address) with { Stream = new Uri("ws://127.0.0.1:1") }, Instruments = instruments, Clock = TimeProvider.System, OnChange = changes.Enqueue,
            FallbackAfter = TimeSpan.FromMilliseconds(1), FallbackEvery = TimeSpan.FromMilliseconds(5),
        });
        using var ending = new CancellationTokenSource();
        var run = feed!.RunAsync((in RawTick tick) => told.Enqueue(tick), ending.Token);
        await Assert.ThatAsync(() => Task.FromResult(told.Select(static tick => tick.Instrument).Distinct().Count()), Is.EqualTo(2).After(300_000, 5), "of every instrument");
        await ending.CancelAsync();
        await run;
        (feed as IDisposable)?.Dispose();
        Assert.That(told.Select(static tick => tick.Kind), Has.All.EqualTo(MarketEventKind.Quote));
        Assert.That(told.Select(static tick => tick.A > 0m && tick.C > tick.A), Has.All.True);
        Assert.That(changes.Select(static change => change.Kind), Has.Some.EqualTo(FeedChangeKind.Lost).And.None.EqualTo(FeedChangeKind.Confirmed), "to whoever enters it is lost");
    }

    /// <summary>Bug: whatever was no fault of the venue's own ended the asking for as long as the feed lived, in silence.</summary>
    [Test]
    public async Task Run_WhereOnePriceFailsUnforeseen_AsksForTheOthersAllTheSame()
    {
        var told = new ConcurrentQueue<RawTick>();
        var market = new OddMarket();
        var setup = new FeedSetup
        {
            Hosts = LiveVenues.Hosts("kraken")[0], Instruments = [Of(0, "BTC"), Of(1, "ETH"), Of(2, "SOL")], Clock = TimeProvider.System, FallbackAfter = TimeSpan.FromMilliseconds(1), FallbackEvery = TimeSpan.FromMilliseconds(1),
        };
        var prices = new FallbackPrices(setup, () => market, (in RawTick tick) => told.Enqueue(tick));
        using var ending = new CancellationTokenSource();
        var run = prices.RunAsync(ending.Token);
        prices.Take(new FeedChange(FeedChangeKind.Lost, null, "cut", default));
        await Assert.ThatAsync(() => Task.FromResult(told.Count(static tick => tick.Instrument.Index == 2)), Is.AtLeast(2).After(300_000, 5), "of round after round");
        await ending.CancelAsync();
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Assert.That(told.Select(static tick => tick.Instrument.Index).Distinct(), Is.EquivalentTo(new[] { 0, 2 }));
        Assert.That((market.Failed, market.IsDisposed), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task Run_WherePricesMayBeOld_AsksForNone()
    {
        var told = new ConcurrentQueue<RawTick>();
        var market = new OddMarket { TellsTouchOfNow = false };
        var setup = new FeedSetup { Hosts = LiveVenues.Hosts("kraken")[0], Instruments = [Of(0, "BTC")], Clock = TimeProvider.System, FallbackAfter = TimeSpan.Zero, FallbackEvery = TimeSpan.Zero };
        var prices = new FallbackPrices(setup, () => market, (in RawTick tick) => told.Enqueue(tick));
        prices.Take(new FeedChange(FeedChangeKind.Lost, null, "cut", default));
        await prices.RunAsync(default);
        Assert.That((told.Count, market.IsDisposed), Is.EqualTo((0, true)));
    }

    private sealed class OddMarket : IVenueMarket
    {
        public bool TellsTouchOfNow { get; init; } = true;

        public bool Failed { get; private set; }

        public bool IsDisposed { get; private set; }

        public ValueTask<IReadOnlyList<TradingRule>> RulesAsync(CancellationToken stopping) => throw new NotSupportedException();

        public ValueTask<(decimal Bid, decimal Ask)?> TouchAsync(Symbol symbol, CancellationToken stopping)
        {
            if (symbol.Text != "ETH/USD") return new((1m, 2m));
            Failed = true;
            throw new KeyNotFoundException("ETH/USD");
        }

        public IAsyncEnumerable<RawTick> CandlesAsync(Instrument instrument, TimeSpan interval, DateTimeOffset from, DateTimeOffset until, CancellationToken stopping) => throw new NotSupportedException();

        public void Dispose() => IsDisposed = true;
    }

    private static Instrument Of(int id, string coin) => new()
    {
        Id = new InstrumentId(id), Symbol = new Symbol($"{coin}/USD"), AssetClass = AssetClass.Crypto, Base = new Currency(coin), Quote = Currency.Usd, TickSize = 0.01m, LotSize = 0.00000001m, Venue = "x",
    };
}
