using System.Threading.Channels;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Venues.Kraken;
using TradingDaemon.Tests.Venues.Live.Support;
using TradingDaemon.Tests.Venues.Sandbox;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Clock;
using TradingDaemon.Venues.Kraken;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Feeds;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Live.Told;
using TradingDaemon.Venues.Requests;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Tests.Venues.Live;

/// <summary>Venues without streams: what is shared asks for what others tell.</summary>
internal sealed class PollingTests
{
    private const string Ticker = """{"error":[],"result":{"XXBTZUSD":{"a":["101.5","1","1.000"],"b":["100.5","1","2.000"]}}}""";

    [Test]
    public async Task Feed_AnswersAskedOverAndOver_AreTicksAndAFailureIsANewBeginning()
    {
        await using var server = await LoopbackVenue.StartAsync();
        server.Answer("/0/public/Ticker", Ticker, new LoopbackReply("<html>", 503), Ticker);
        var (ticks, changes) = (Channel.CreateUnbounded<RawTick>(), Channel.CreateUnbounded<FeedChange>());
        var setup = new FeedSetup
        {
            Hosts = new VenueHosts("sandbox", false, server.Address), Instruments = [KrakenRig.Instruments[0]], Clock = TimeProvider.System, PollEvery = TimeSpan.FromMilliseconds(20),
            OnChange = change => changes.Writer.TryWrite(change), Reconnect = new ReconnectOptions { First = TimeSpan.FromMilliseconds(10) },
        };
        using var feed = PollLink.Feed("polled", setup, new KrakenReader(), () => new VenueLine(setup.Line, setup.Clock, static (_, _) => new(DateTimeOffset.UtcNow)), [(new("Ticker", "BTC/USD"), KrakenRequests.Public(server.Address, "Ticker"))]);
        using var ending = new CancellationTokenSource();
        var run = feed.RunAsync((in tick) => ticks.Writer.TryWrite(tick), ending.Token);
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        for (var i = 0; i < 3; i++)
        {
            var tick = await ticks.Reader.ReadAsync(late.Token);
            Assert.That((feed.Name, tick.Kind, tick.A, tick.B, tick.C, tick.D), Is.EqualTo(("polled", MarketEventKind.Quote, 100.5m, 2m, 101.5m, 1m)));
        }

        await ending.CancelAsync();
        await run;
        List<FeedChange> told = [];
        while (changes.Reader.TryRead(out var change)) told.Add(change);
        Assert.That(told.Where(static change => change.Kind == FeedChangeKind.Lost).Select(static change => change.Reason), Has.One.Contains("503"));
    }

    [Test]
    public async Task Account_WithoutAStream_IsOpenOnceItAnsweredAndTellsWhatItsRecordsShow()
    {
        await using var rig = await KrakenRig.StartAsync();
        var setup = new VenueSetup
        {
            Id = "polled", Hosts = rig.Hosts, Credentials = new VenueCredentials("key", ""), Nonces = new SandboxRig.CountingNonces(), Instruments = KrakenRig.Instruments, Clock = TimeProvider.System,
            BookedFrom = DateTimeOffset.UnixEpoch, PollEvery = TimeSpan.FromMilliseconds(50),
        };
        var fill = new Fill
        {
            ExecutionId = "T1", ExecutionSequence = 1, ClientOrderId = Orders.Id(1), Venue = "polled", Symbol = Orders.Bitcoin, Side = OrderSide.Buy, Price = Price.From(1m), Quantity = Quantity.From(1m),
            Fee = default, Liquidity = Liquidity.Taker, At = DateTimeOffset.UnixEpoch, IsSimulated = true,
        };
        var account = new ScriptedAccount([], [fill], null);
        var stream = new AccountStream(setup, null, new VenueClock(static _ => new(DateTimeOffset.UtcNow), new VenueClockOptions(), TimeProvider.System), new RuleBook(rig.Market(), setup), new OrderMemory(), account);
        var events = Channel.CreateUnbounded<VenueEvent>();
        var lost = await Assert.ThrowsAsync<VenueException>(async () => await stream.RunAsync(events.Writer, default));
        Assert.Multiple(() =>
        {
            Assert.That(lost!.Fault.Code, Is.EqualTo("503"), "without a stream a question without an answer is the loss");
            Assert.That(account.Asked, Is.EqualTo(new[] { 0L, 0L, 1L }));
            Assert.That(events.Reader.TryRead(out var first) ? first : null, Is.InstanceOf<VenueEvent.StreamOpened>());
            Assert.That(events.Reader.TryRead(out var second) ? second : null, Is.EqualTo(new VenueEvent.Executed(fill)));
        });
    }

    [Test]
    public void OrderMemory_WhatWasNotToldAgain_StaysAndTheOldestIsLetGo()
    {
        var memory = new OrderMemory();
        memory.Learn(new ToldOrder("ours", "O1", Orders.Bitcoin, OrderSide.Sell, null, 2m, null));
        memory.Learn(new ToldOrder(null, "O1", null, null, OrderStatus.Open, null, null));
        Assert.That(memory.Complete(new ToldOrder(null, "O1", null, null, OrderStatus.Cancelled, null, 1m)), Is.EqualTo(new ToldOrder("ours", "O1", Orders.Bitcoin, OrderSide.Sell, OrderStatus.Cancelled, 2m, 1m)));
        for (var i = 0; i < 20_000; i++) memory.Learn(new ToldOrder("others", $"X{i}", null, null, null, null, null));
        Assert.That((memory.Find("O1").ClientOrderId, memory.Find("X0").ClientOrderId, memory.Find(null).ClientOrderId), Is.EqualTo(((string?)null, "others", (string?)null)));
    }

    [Test]
    public void Hosts_AtALoopbackAddress_KeepThePathsAndAreNotReal()
    {
        var hosts = LiveVenues.Hosts("kraken")[0];
        var moved = hosts.At(new Uri("http://127.0.0.1:8790"));
        Assert.Multiple(() =>
        {
            Assert.That((hosts.World, hosts.IsReal), Is.EqualTo(("live", true)));
            Assert.That((moved.World, moved.IsReal, moved.Rest.ToString(), moved.Stream!.ToString(), moved.AccountStream!.ToString()), Is.EqualTo(("sandbox", false, "http://127.0.0.1:8790/", "ws://127.0.0.1:8790/v2", "ws://127.0.0.1:8790/v2")));
            Assert.That(LiveVenues.Names, Does.Contain("kraken"));
            Assert.That((LiveVenues.Hosts("nobody"), VenueEntry.Find("nobody")), Is.EqualTo((Array.Empty<VenueHosts>(), (VenueEntry?)null)));
        });
    }

    [Test]
    public async Task Rules_ThatCannotBeAskedAgain_StayAsTheyWere()
    {
        await using var rig = await KrakenRig.StartAsync();
        var setup = new VenueSetup
        {
            Id = "kraken", Hosts = rig.Hosts, Credentials = new VenueCredentials("key", ""), Nonces = new SandboxRig.CountingNonces(), Instruments = [KrakenRig.Instruments[0]], Clock = TimeProvider.System,
            BookedFrom = DateTimeOffset.UnixEpoch, RulesEvery = TimeSpan.FromMilliseconds(30),
        };
        rig.Public("AssetPairs", KrakenRig.Pairs, "<html>", KrakenRig.Pairs.Replace("\"0.0001\"", "\"0.5\"", StringComparison.Ordinal));
        var rules = new RuleBook(rig.Market(), setup);
        await rules.RefreshAsync(default);
        Assert.That((rules.All.Count, rules.Find("BTC/USD")!.MinQuantity), Is.EqualTo((1, 0.0001m)));
        using var ending = new CancellationTokenSource();
        var run = rules.RunAsync(ending.Token);
        Assert.That(() => rules.Find("BTC/USD")!.MinQuantity, Is.EqualTo(0.5m).After(300_000, 20));
        rules.Fit(Orders.Limit(1).Intent with { Symbol = new Symbol("ADA/USD") }, out var refused);
        Assert.That(refused!.Why, Is.EqualTo(VenueRefusal.UnknownInstrument));
        await ending.CancelAsync();
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
