using System.Collections.Concurrent;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Sandbox;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Feeds;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Requests;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Tests.Venues.Alpaca;

/// <summary>While Alpaca's streams are lost: its newest quotes and trades come all the same, and are as old as it says.</summary>
[TestFixture]
internal sealed class AlpacaFallbackTests
{
    private static readonly Uri Nowhere = new("ws://127.0.0.1:1");
    private static readonly VenueCredentials Demo = new("PKDEMO", "demo-secret");
    private static readonly Instrument Microsoft = AlpacaRig.Apple with { Id = new InstrumentId(1), Symbol = new Symbol("MSFT"), Base = new Currency("MSFT") };
    private static readonly Instrument[] Shares = [AlpacaRig.Apple with { Id = new InstrumentId(0) }, Microsoft];

    [Test]
    public async Task Run_WhileTheStreamsAreLost_TellsNewestQuotesAndTradesOfSharesAndCoins()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Venue = "alpaca", HasMarket = false });
        server.ShowQuote("BTC/USD", 50_000m, 10m, 50_001m, 10m);
        server.ShowQuote("AAPL", 199.99m, 1_000m, 200m, 1_000m);
        var (told, changes) = (new ConcurrentQueue<RawTick>(), new ConcurrentQueue<FeedChange>());
        using var running = Start(LiveVenues.Hosts("alpaca")[1].At(server.Address), [AlpacaRig.Bitcoin, AlpacaRig.Apple], told, changes);
        await Assert.ThatAsync(() =>
        {
            server.ShowTrade("BTC/USD", 50_000m, 0.01m, isBuyersTrade: true);
            server.ShowTrade("AAPL", 200m, 1m, isBuyersTrade: true);
            return Task.FromResult(told.Select(static tick => (tick.Instrument, tick.Kind)).Distinct().Count());
        }, Is.EqualTo(4).After(300_000, 20), "quotes and trades of both");
        await running.StopAsync();
        var quote = told.First(static tick => tick.Instrument == AlpacaRig.Apple.Id && tick.Kind == MarketEventKind.Quote);
        Assert.That((quote.A, quote.B, quote.C, quote.D), Is.EqualTo((199.99m, 1_000m, 200m, 1_000m)), "with what is displayed");
        Assert.That(told.Select(static tick => tick.IsAnswer), Has.All.True);
        Assert.That(changes.Select(static change => change.Kind), Has.Some.EqualTo(FeedChangeKind.Lost).And.None.EqualTo(FeedChangeKind.Confirmed), "to whoever enters they are lost");
    }

    [Test]
    public async Task Run_OfAQuoteThatIsOld_KeepsItsTime_AndOneWithoutATimeIsLeftOut()
    {
        await using var rig = await AlpacaRig.StartAsync();
        rig.Server.Answer("/v2/stocks/quotes/latest", """{"quotes":{"AAPL":{"t":"2026-01-05T15:00:00.123456789Z","bp":99.5,"bs":2,"ap":100.5,"as":3},"MSFT":{"bp":9.5,"bs":2,"ap":10.5,"as":3}}}""");
        rig.Server.Answer("/v2/stocks/trades/latest", $$$$"""{"trades":{"AAPL":{"t":"2026-01-05T15:00:00Z","p":100,"s":1,"i":1},"MSFT":{"t":"{{{{DateTimeOffset.UtcNow.AddMinutes(1):yyyy-MM-dd'T'HH:mm:ss'Z'}}}}","p":10,"s":1,"i":2}}}""");
        var (told, changes) = (new ConcurrentQueue<RawTick>(), new ConcurrentQueue<FeedChange>());
        using var running = Start(rig.Hosts, Shares, told, changes);
        await Assert.ThatAsync(() => Task.FromResult(told.Count(static tick => tick.Kind == MarketEventKind.Quote)), Is.AtLeast(3).After(300_000, 5), "round after round");
        await running.StopAsync();
        Assert.That(told.Where(static tick => tick.Kind == MarketEventKind.Quote).Select(static tick => (tick.Instrument.Index, tick.SourceTime, tick.KnownTime)).Distinct(), Is.EqualTo(new[] { (0, At("2026-01-05T15:00:00.1234567"), At("2026-01-05T15:00:00.1234567")) }));
        Assert.That(told.Where(static tick => tick.Kind == MarketEventKind.Trade).Select(static tick => (tick.Instrument.Index, tick.A)), Is.EqualTo(new[] { (1, 10m) }), "what was traded since, once");
        Assert.That(rig.Server.Asked.Where(static asked => asked.Path.Contains("latest", StringComparison.Ordinal)).Select(static asked => (asked.Path, asked.Query)).Distinct(), Is.EquivalentTo(new[] { ("/v2/stocks/quotes/latest", "?symbols=AAPL%2CMSFT&feed=iex"), ("/v2/stocks/trades/latest", "?symbols=AAPL%2CMSFT&feed=iex") }), "all in one question a kind");
    }

    [Test]
    public async Task Run_WhileTheMarketIsClosed_AsksForNothing()
    {
        await using var rig = await AlpacaRig.StartAsync();
        rig.Server.Answer("/v2/calendar", "[]");
        var changes = new ConcurrentQueue<FeedChange>();
        using var running = Start(rig.Hosts, Shares, new ConcurrentQueue<RawTick>(), changes, static (_, _) => false);
        await Assert.ThatAsync(() => Task.FromResult(rig.Server.CountOf("/v2/calendar") > 0 && changes.Count(static change => change.Kind == FeedChangeKind.Lost) >= 3), Is.True.After(300_000, 5));
        await running.StopAsync();
        Assert.That(rig.Server.CountOf("/v2/stocks/quotes/latest"), Is.Zero);
    }

    [Test]
    public void Run_ByTheClock_AsksFiveSecondsAfterTheLossAndThenOnceAMinute() => PumpContext.Run(async () =>
    {
        var clock = new TimerClock();
        var market = new AskedMarket(clock);
        var setup = new FeedSetup { Hosts = LiveVenues.Hosts("alpaca")[1], Instruments = [AlpacaRig.Bitcoin], Clock = clock };
        var prices = new FallbackPrices(setup, () => market, static (in _) => { });
        using var ending = new CancellationTokenSource(TimeSpan.FromMinutes(20), clock);
        var run = prices.RunAsync(ending.Token);
        prices.Take(new FeedChange(FeedChangeKind.Lost, null, "cut", clock.GetUtcNow()));
        (SynchronizationContext.Current as PumpContext)!.Pump();
        clock.Advance(TimeSpan.FromSeconds(4.999));
        Assert.That(market.Asked, Is.Empty, "most streams are back by then");
        clock.Advance(TimeSpan.FromSeconds(180));
        Assert.That(market.Asked, Is.EqualTo(new[] { 5, 65, 125 }));
        prices.Take(new FeedChange(FeedChangeKind.Confirmed, null, "back", clock.GetUtcNow()));
        clock.Advance(TimeSpan.FromMinutes(30));
        Assert.That(market.Asked, Has.Count.EqualTo(3), "the stream tells again");
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    });

    private static Running Start(VenueHosts hosts, IReadOnlyList<Instrument> instruments, ConcurrentQueue<RawTick> told, ConcurrentQueue<FeedChange> changes, Func<Instrument, DateTimeOffset, bool>? isOpen = null) => new(VenueEntry.Find("alpaca")!.MakeFeed(new FeedSetup
    {
        Hosts = hosts with { Stream = Nowhere }, Instruments = instruments, Clock = TimeProvider.System, Credentials = Demo, OnChange = changes.Enqueue, Liveness = new LivenessOptions { IsOpen = isOpen ?? (static (_, _) => true) },
        FallbackAfter = TimeSpan.FromMilliseconds(1), NewestEvery = TimeSpan.FromMilliseconds(20), Reconnect = new ReconnectOptions { First = TimeSpan.FromMilliseconds(10), Most = TimeSpan.FromMilliseconds(20) },
    }), told);

    private static DateTimeOffset At(string utc) => DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);

    private sealed class Running : IDisposable
    {
        private readonly CancellationTokenSource _ending = new();
        private readonly IMarketFeed _feed;
        private readonly Task _run;

        public Running(IMarketFeed feed, ConcurrentQueue<RawTick> told)
        {
            _feed = feed;
            _run = feed.RunAsync((in tick) => told.Enqueue(tick), _ending.Token);
        }

        public async Task StopAsync()
        {
            await _ending.CancelAsync();
            await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        public void Dispose()
        {
            (_feed as IDisposable)?.Dispose();
            _ending.Dispose();
        }
    }

    private sealed class AskedMarket(TimerClock clock) : IVenueMarket, INewestPrices
    {
        public List<int> Asked { get; } = [];

        public bool TellsTouchOfNow => false;

        public ValueTask NewestAsync(IReadOnlyList<Instrument> instruments, INormalizedSink into, CancellationToken stopping)
        {
            Asked.Add((int)clock.Monotonic.TotalSeconds);
            return default;
        }

        public ValueTask<IReadOnlyList<TradingRule>> RulesAsync(CancellationToken stopping) => throw new NotSupportedException();

        public ValueTask<(decimal Bid, decimal Ask)?> TouchAsync(Symbol symbol, CancellationToken stopping) => throw new NotSupportedException();

        public IAsyncEnumerable<RawTick> CandlesAsync(Instrument instrument, TimeSpan interval, DateTimeOffset from, DateTimeOffset until, CancellationToken stopping) => throw new NotSupportedException();

        public void Dispose()
        {
            // Nothing is open.
        }
    }
}
