using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Ingest;
using TradingDaemon.Operations.Health;
using TradingDaemon.Pipeline;
using TradingDaemon.Tests.Operations.Support;
using TradingDaemon.Tests.Venues.Guard;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Tests.Ingest;

public sealed class FeedWatchTests
{
    [Test]
    public async Task Take_OfAFeedThatGoesBlindAndSeesAgain_BlocksAndFreesEntries_AndRaisesTheAlert()
    {
        using var boards = new Boards();
        using var topology = new Topology(1, static (_, _) => { });
        using var stopping = new CancellationTokenSource();
        var watch = new FeedWatch("sandbox", ["scripted"], topology, boards.Metrics, boards.Alerts, new Clocks(boards.Clock, boards.Clock), NullLogger<FeedWatch>.Instance);
        var run = watch.RunAsync(stopping.Token);
        var told = new List<VenueEvent>();

        watch.Take(Change(FeedChangeKind.Confirmed));
        told.Add(await topology.Executions.Reader.ReadAsync());
        watch.Take(Change(FeedChangeKind.Lost));
        watch.Take(Change(FeedChangeKind.Stale, "BTC/USD"));
        watch.Take(Change(FeedChangeKind.Blind));
        told.Add(await topology.Executions.Reader.ReadAsync());
        watch.Take(Change(FeedChangeKind.Confirmed));
        told.Add(await topology.Executions.Reader.ReadAsync());
        watch.Take(Change(FeedChangeKind.Seeing)); // says nothing new
        await stopping.CancelAsync();
        await run;

        Assert.Multiple(() =>
        {
            Assert.That(told.Select(static one => one.GetType().Name), Is.EqualTo(new[] { "EntriesFreed", "EntriesBlocked", "EntriesFreed" }));
            Assert.That((((VenueEvent.EntriesBlocked)told[1]).Venue, ((VenueEvent.EntriesBlocked)told[1]).Cause, ((VenueEvent.EntriesBlocked)told[1]).Feed), Is.EqualTo(("scripted", BlockCause.FeedStale, "sandbox")));
            Assert.That(topology.Executions.Reader.TryRead(out _), Is.False);
            Assert.That(boards.Alerts.Recent.Select(static alert => alert.Key), Is.EquivalentTo(new[] { "feed:sandbox:BTC/USD" }), "still stale");
            Assert.That(boards.Text(), Does.Contain("tradingdaemon_feed_reconnections_total{feed=\"sandbox\"} 1"));
        });
    }

    [Test]
    public async Task Take_OfAHaltedInstrument_BlocksItAlone_UntilItIsTradedAgain()
    {
        using var boards = new Boards();
        using var topology = new Topology(1, static (_, _) => { });
        using var stopping = new CancellationTokenSource();
        var watch = new FeedWatch("alpaca", ["paper"], topology, boards.Metrics, boards.Alerts, new Clocks(boards.Clock, boards.Clock), NullLogger<FeedWatch>.Instance);
        var run = watch.RunAsync(stopping.Token);
        watch.Take(Change(FeedChangeKind.Halted, "AAPL"));
        var blocked = (VenueEvent.EntriesBlocked)await topology.Executions.Reader.ReadAsync();
        Assert.That((blocked.Venue, blocked.Cause, blocked.Feed, blocked.Symbol, blocked.Reason), Is.EqualTo(("paper", BlockCause.TradingHalted, "alpaca", (Symbol?)new Symbol("AAPL"), "Trading of AAPL is halted: because.")));
        Assert.That(boards.Alerts.Recent.Select(static alert => alert.Key), Is.EqualTo(new[] { "feed:alpaca:AAPL:halted" }));
        watch.Take(Change(FeedChangeKind.Resumed, "AAPL"));
        var freed = (VenueEvent.EntriesFreed)await topology.Executions.Reader.ReadAsync();
        Assert.That((freed.Cause, freed.Feed, freed.Symbol, boards.Alerts.Recent.Length), Is.EqualTo((BlockCause.TradingHalted, "alpaca", (Symbol?)new Symbol("AAPL"), 0)));
        await stopping.CancelAsync();
        await run;
    }

    /// <summary>First how it is, whatever was told before the last start; then what changes, each once and without an alert.</summary>
    [Test]
    public async Task Take_OfWhatACalendarSays_BlocksAndFreesTheInstrumentAlone()
    {
        using var boards = new Boards();
        using var topology = new Topology(1, static (_, _) => { });
        using var stopping = new CancellationTokenSource();
        var watch = new FeedWatch("alpaca", ["paper"], topology, boards.Metrics, boards.Alerts, new Clocks(boards.Clock, boards.Clock), NullLogger<FeedWatch>.Instance);
        var run = watch.RunAsync(stopping.Token);
        watch.Take(Change(FeedChangeKind.AsUsualByCalendar, "AAPL"));
        var first = (VenueEvent.EntriesFreed)await topology.Executions.Reader.ReadAsync();
        watch.Take(Change(FeedChangeKind.ClosedByCalendar, "AAPL"));
        var blocked = (VenueEvent.EntriesBlocked)await topology.Executions.Reader.ReadAsync();
        watch.Take(Change(FeedChangeKind.AsUsualByCalendar, "AAPL"));
        var freed = (VenueEvent.EntriesFreed)await topology.Executions.Reader.ReadAsync();
        Assert.That((blocked.Venue, blocked.Cause, blocked.Feed, blocked.Symbol, blocked.Reason), Is.EqualTo(("paper", BlockCause.MarketClosed, "alpaca", (Symbol?)new Symbol("AAPL"), "because")));
        Assert.That((first.Cause, freed.Cause, freed.Feed, freed.Symbol, boards.Alerts.Recent.Length), Is.EqualTo((BlockCause.MarketClosed, BlockCause.MarketClosed, "alpaca", (Symbol?)new Symbol("AAPL"), 0)));
        await stopping.CancelAsync();
        await run;
        Assert.That(topology.Executions.Reader.TryRead(out _), Is.False);
    }

    /// <summary>Bug: nobody told those who build bars that a stream was lost.</summary>
    [Test]
    public void Take_OfAStreamThatIsLostAndBack_OrOfMissingMessages_TellsWhatWentUnseen()
    {
        using var boards = new Boards();
        using var topology = new Topology(1, static (_, _) => { });
        var told = new List<(string? Symbol, DateTimeOffset Until)>();
        var watch = new FeedWatch("sandbox", ["scripted"], topology, boards.Metrics, boards.Alerts, new Clocks(boards.Clock, boards.Clock), NullLogger<FeedWatch>.Instance)
        {
            Unseen = (symbol, until) => told.Add((symbol?.Text, until)),
        };
        FeedChangeKind[] changes =
        [
            FeedChangeKind.Connected, FeedChangeKind.Confirmed, FeedChangeKind.Stale, FeedChangeKind.Lost, FeedChangeKind.Connected, FeedChangeKind.Lost, FeedChangeKind.Gap, FeedChangeKind.Connected, FeedChangeKind.Confirmed,
            FeedChangeKind.Broken, FeedChangeKind.Connected, FeedChangeKind.Confirmed,
        ];
        foreach (var change in changes) watch.Take(Change(change));
        watch.Take(Change(FeedChangeKind.Gap, "BTC/USD"));
        var at = Change(FeedChangeKind.Gap).At;
        Assert.That(told, Is.EqualTo(new (string?, DateTimeOffset)[] { (null, DateTimeOffset.MaxValue), (null, at), (null, DateTimeOffset.MaxValue), (null, at), ("BTC/USD", at) }));
    }

    [Test]
    public void Take_MessagesNobodyKnows_CountsThemAndTellsNobody()
    {
        using var boards = new Boards();
        using var topology = new Topology(1, static (_, _) => { });
        var watch = new FeedWatch("sandbox", ["scripted"], topology, boards.Metrics, boards.Alerts, new Clocks(boards.Clock, boards.Clock), NullLogger<FeedWatch>.Instance);
        for (var i = 0; i < 3; i++) watch.Take(Change(FeedChangeKind.Unrecognized));
        Assert.That(boards.Text(), Does.Contain("tradingdaemon_feed_unrecognized_total{feed=\"sandbox\"} 3"));
        Assert.That((boards.Alerts.Recent.IsEmpty, topology.Executions.Reader.TryRead(out _)), Is.EqualTo((true, false)));
    }

    /// <summary>Bug: "blind and entries are blocked" stood on the board hours after data came again.</summary>
    [Test]
    public void Take_OfWhatIsOver_EndsItsAlert()
    {
        using var boards = new Boards();
        using var topology = new Topology(1, static (_, _) => { });
        using var stopping = new CancellationTokenSource();
        var watch = new FeedWatch("sandbox", ["scripted"], topology, boards.Metrics, boards.Alerts, new Clocks(boards.Clock, boards.Clock), NullLogger<FeedWatch>.Instance);
        _ = watch.RunAsync(stopping.Token);
        watch.Take(Change(FeedChangeKind.Broken));
        watch.Take(Change(FeedChangeKind.Stale, "BTC/USD"));
        watch.Take(Change(FeedChangeKind.Stale, "ETH/USD"));
        watch.Take(Change(FeedChangeKind.Blind));
        Assert.That(Keys(), Is.EquivalentTo(new[] { "feed:sandbox:broken", "feed:sandbox:BTC/USD", "feed:sandbox:ETH/USD", "feed:sandbox:blind" }));
        watch.Take(Change(FeedChangeKind.Fresh, "BTC/USD"));
        watch.Take(Change(FeedChangeKind.Seeing));
        Assert.That(Keys(), Is.EquivalentTo(new[] { "feed:sandbox:broken", "feed:sandbox:ETH/USD" }));
        watch.Take(Change(FeedChangeKind.Confirmed));
        Assert.That(Keys(), Is.EquivalentTo(new[] { "feed:sandbox:ETH/USD" }));
        stopping.Cancel();

        IEnumerable<string> Keys() => boards.Alerts.Recent.Select(static alert => alert.Key);
    }

    /// <summary>Bug: an exception nobody foresaw in a feed stopped the process.</summary>
    [Test]
    public async Task Run_OfAFeedThatBreaks_CallsAndEndsAlone()
    {
        using var boards = new Boards();
        using var topology = new Topology(1, static (_, _) => { });
        var clocks = new Clocks(boards.Clock, boards.Clock);
        var watch = new FeedWatch("sandbox", ["scripted"], topology, boards.Metrics, boards.Alerts, clocks, NullLogger<FeedWatch>.Instance);
        using var ingest = new FeedIngest("broken", new BrokenFeed(), null, watch, topology, boards.Metrics, boards.Health, boards.Alerts, clocks, NullLogger<FeedIngest>.Instance);
        await ingest.StartAsync(default);
        Assert.That(() => boards.Alerts.Recent.Select(static alert => alert.Text), Has.One.Contains("KeyNotFoundException").After(300_000, 5));
        await ingest.StopAsync(default);
        Assert.That(ingest.ExecuteTask!.IsCompletedSuccessfully, Is.True, "the host goes on");
    }

    private sealed class BrokenFeed : IMarketFeed
    {
        public string Name => "broken";

        public Task RunAsync(TickReceiver receiver, CancellationToken stopping) => throw new KeyNotFoundException("frame");
    }

    /// <summary>Bug: a feed of shares was critical from ten seconds after the close until the next morning.</summary>
    [Test]
    public void Health_OfAFeedWhoseMarketsAreClosed_RestsUntilOneOpens()
    {
        using var boards = new Boards();
        using var topology = new Topology(1, static (_, _) => { });
        var clocks = new Clocks(boards.Clock, boards.Clock);
        var watch = new FeedWatch("sandbox", ["scripted"], topology, boards.Metrics, boards.Alerts, clocks, NullLogger<FeedWatch>.Instance);
        using var ingest = new FeedIngest("silent", new SilentFeed(), null, watch, topology, boards.Metrics, boards.Health, boards.Alerts, clocks, NullLogger<FeedIngest>.Instance);
        watch.Take(Change(FeedChangeKind.Closed));
        boards.Clock.Advance(TimeSpan.FromHours(10));
        Assert.That((Health().Level, Health().Detail), Is.EqualTo((HealthLevel.Healthy, "All its markets are closed.")));
        watch.Take(Change(FeedChangeKind.Opened));
        Assert.That((Health().Level, Health().Detail), Is.EqualTo((HealthLevel.Healthy, "")));
        boards.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.That(Health().Level, Is.EqualTo(HealthLevel.Critical));

        ComponentHealth Health() => boards.Health.Report().Components.Single(static component => component.Name == "feed:silent");
    }

    /// <summary>Bug: a feed that asks every half minute was critical for twenty seconds of each, with an alert every time.</summary>
    [TestCase("coingecko", 90), TestCase("coinspot", 30), TestCase("kraken", 10)]
    public void Health_OfAFeedThatAsks_WaitsForThreeOfItsRounds(string venue, int seconds)
    {
        using var boards = new Boards();
        using var topology = new Topology(1, static (_, _) => { });
        var clocks = new Clocks(boards.Clock, boards.Clock);
        var watch = new FeedWatch(venue, ["scripted"], topology, boards.Metrics, boards.Alerts, clocks, NullLogger<FeedWatch>.Instance);
        var feed = VenueEntry.Find(venue)!.MakeFeed(new FeedSetup { Hosts = LiveVenues.Hosts(venue)[0], Instruments = [], Clock = boards.Clock });
        using var ingest = new FeedIngest(venue, feed, null, watch, topology, boards.Metrics, boards.Health, boards.Alerts, clocks, NullLogger<FeedIngest>.Instance);
        watch.Take(Change(FeedChangeKind.Opened));
        boards.Clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.That(Level(), Is.EqualTo(HealthLevel.Healthy));
        boards.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(Level(), Is.EqualTo(HealthLevel.Critical));

        HealthLevel Level() => boards.Health.Report().Components.Single(component => component.Name == $"feed:{venue}").Level;
    }

    private sealed class SilentFeed : IMarketFeed
    {
        public string Name => "silent";

        public Task RunAsync(TickReceiver receiver, CancellationToken stopping) => Task.CompletedTask;
    }

    private static FeedChange Change(FeedChangeKind kind, string? symbol = null) => new(kind, symbol is null ? null : new Symbol(symbol), "because", default);
}
