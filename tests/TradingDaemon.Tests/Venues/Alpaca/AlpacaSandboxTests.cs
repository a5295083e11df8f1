using System.Threading.Channels;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Sandbox;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Sandbox.Market;
using TradingDaemon.Tests.Venues.Sandbox;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Requests;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Tests.Venues.Alpaca;

/// <summary>The real adapter against the real exchange that speaks Alpaca's protocol: nothing differs from the venue but the address.</summary>
internal sealed class AlpacaSandboxTests
{
    [Test]
    public async Task Venue_FromPlacingToTheEnd_IsWhatTheExchangeSays()
    {
        await using var server = await StartAsync();
        using var venue = Venue(server);
        using var ending = new CancellationTokenSource();
        var events = Channel.CreateUnbounded<VenueEvent>();
        var run = venue.RunAsync(events.Writer, ending.Token);
        if (await Task.WhenAny(run, SandboxRig.NextAsync<VenueEvent.StreamOpened>(events.Reader)) == run) await run;

        var placed = (PlacementAnswer.Accepted)await venue.PlaceAsync(AlpacaRig.Limit(1, AlpacaRig.Bitcoin, 0.01m, 40_000m), default);
        Assert.That((await SandboxRig.NextAsync<VenueEvent.Accepted>(events.Reader)).VenueOrderId, Is.EqualTo(placed.VenueOrderId));
        Assert.That((await venue.OpenOrdersAsync(default)).Select(static order => (order.ClientOrderId, order.Status, order.PriceQuote)), Is.EqualTo(new[] { (Orders.Id(1), OrderStatus.Open, (decimal?)40_000m) }));
        Assert.That((await venue.FindOrderAsync(Orders.Reference(1), default))!.VenueOrderId, Is.EqualTo(placed.VenueOrderId));
        Assert.That(await venue.CancelAsync(new OrderReference(Orders.Id(1), null, AlpacaRig.Bitcoin.Symbol), default), Is.Null, "by our id alone");
        Assert.That((await SandboxRig.NextAsync<VenueEvent.CancelDone>(events.Reader)).ClientOrderId, Is.EqualTo(Orders.Id(1)));

        Assert.That(await venue.PlaceAsync(AlpacaRig.Market(2, AlpacaRig.Bitcoin, 0.01m), default), Is.InstanceOf<PlacementAnswer.Accepted>());
        var told = (await SandboxRig.NextAsync<VenueEvent.Executed>(events.Reader)).Fill;
        Assert.That((told.ClientOrderId, told.ExecutionSequence, told.Price.QuotePerBase, told.Quantity.Base, told.Side, told.IsSimulated), Is.EqualTo((Orders.Id(2), 1L, 50_001m, 0.01m, OrderSide.Buy, true)));
        var polled = await venue.FillsSinceAsync(0, 100, default);
        Assert.That(polled, Is.EqualTo(new[] { told with { At = polled[0].At } }), "stream and activities tell the same execution, with one name and number");
        Assert.That((told.Fee.Amount, told.Fee.Currency.Code), Is.EqualTo((0.000025m, "BTC")), "out of what is received");
        Assert.That((await venue.HoldingsAsync(default)).NetBase, Is.EquivalentTo(new Dictionary<string, decimal> { ["BTC/USD"] = 0.009975m }));
        Assert.That(await venue.TouchAsync(AlpacaRig.Bitcoin.Symbol, default), Is.EqualTo((50_000m, 50_001m)));
        Assert.That(await venue.TouchAsync(AlpacaRig.Apple.Symbol, default), Is.EqualTo((199.99m, 200m)));
        await ending.CancelAsync();
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [Test]
    public async Task Shares_ShortAndInParts_AreHeldSignedAndCostNothing()
    {
        await using var server = await StartAsync();
        using var venue = Venue(server);
        await venue.RulesAsync(default);
        Assert.That(await venue.PlaceAsync(AlpacaRig.Market(1, AlpacaRig.Apple, 3m, OrderSide.Sell), default), Is.InstanceOf<PlacementAnswer.Accepted>());
        var holdings = await venue.HoldingsAsync(default);
        Assert.That((holdings.NetBase["AAPL"], holdings.Cash["USD"]), Is.EqualTo((-3m, 100_599.97m)));
        Assert.That(await venue.PlaceAsync(AlpacaRig.Market(2, AlpacaRig.Apple, 3.5m), default), Is.InstanceOf<PlacementAnswer.Accepted>());
        Assert.That((await venue.HoldingsAsync(default)).NetBase["AAPL"], Is.EqualTo(0.5m));
        Assert.That(((PlacementAnswer.Refused)await venue.PlaceAsync(AlpacaRig.Limit(3, AlpacaRig.Apple, 0.5m, 190m), default)).Why, Is.EqualTo(VenueRefusal.InvalidIncrement), "a part of a share is for the day");
        Assert.That(await venue.PlaceAsync(AlpacaRig.Limit(4, AlpacaRig.Apple, 0.5m, 190m, lives: TimeInForce.Day), default), Is.InstanceOf<PlacementAnswer.Accepted>());
        Assert.That(await venue.CancelAllAsync(default), Is.Null);
        Assert.That(await venue.OpenOrdersAsync(default), Is.Empty);
    }

    [Test]
    public async Task FindOrder_NeverSent_IsAbsent_AndAnIdIsTakenOnce()
    {
        await using var server = await StartAsync();
        using var venue = Venue(server);
        await venue.RulesAsync(default);
        Assert.That(await venue.FindOrderAsync(Orders.Reference(77), default), Is.Null);
        Assert.That((await venue.CancelAsync(new OrderReference(Orders.Id(77), null, AlpacaRig.Apple.Symbol), default))!.Message, Is.EqualTo("order not found"));
        await venue.PlaceAsync(AlpacaRig.Market(1, AlpacaRig.Apple, 1m), default);
        Assert.That(await venue.PlaceAsync(AlpacaRig.Market(1, AlpacaRig.Apple, 1m), default), Is.InstanceOf<PlacementAnswer.Refused>().With.Property("Why").EqualTo(VenueRefusal.DuplicateClientOrderId));
        Assert.That((await venue.HoldingsAsync(default)).NetBase["AAPL"], Is.EqualTo(1m), "the second one did nothing");
    }

    [Test]
    public async Task RateLimit_IsHeeded_AndItsUseIsTold()
    {
        await using var server = await StartAsync();
        (int Used, int Of) told = default;
        using var venue = Venue(server, setup => setup with { OnWeight = (used, of) => told = (used, of) });
        await venue.HoldingsAsync(default);
        Assert.That((told.Used > 2, told.Of), Is.EqualTo((true, 200)));
        server.Add(new Fault { Kind = FaultKind.RateLimit, WeightPerMinute = 1, BanAfter = 1_000 });
        var fault = (await Assert.ThrowsAsync<VenueException>(async () => await venue.HoldingsAsync(default)))!.Fault;
        Assert.That((fault.Kind, fault.Code, fault.RetryAfter > TimeSpan.Zero, fault.RetryAfter <= TimeSpan.FromSeconds(65)), Is.EqualTo((VenueFaultKind.RateLimited, "42910000", true, true)));
    }

    [Test]
    public async Task Feed_SharesAndCoins_AreOneFeed_WithBooksOfCoins()
    {
        await using var server = await StartAsync();
        using var ending = new CancellationTokenSource();
        var (ticks, changes) = (Channel.CreateUnbounded<RawTick>(), Channel.CreateUnbounded<FeedChange>());
        var demo = SandboxAccount.DemoOf("alpaca");
        var feed = VenueEntry.Find("alpaca")!.MakeFeed(new FeedSetup
        {
            Hosts = LiveVenues.Hosts("alpaca")[1].At(server.Address), Instruments = [AlpacaRig.Bitcoin, AlpacaRig.Apple], Clock = TimeProvider.System, Books = true, Credentials = new VenueCredentials(demo.Key, demo.Secret),
            OnChange = change => changes.Writer.TryWrite(change),
        });
        using var closing = (IDisposable)feed;
        var run = feed.RunAsync((in tick) => ticks.Writer.TryWrite(tick), ending.Token);
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var seen = new HashSet<(string, MarketEventKind)>();
        var wanted = new HashSet<(string, MarketEventKind)> { ("BTC/USD", MarketEventKind.Book), ("BTC/USD", MarketEventKind.Trade), ("AAPL", MarketEventKind.Quote), ("AAPL", MarketEventKind.Trade) };
        for (var step = 0m; !seen.IsSupersetOf(wanted); step++)
        {
            server.ShowTrade("BTC/USD", 50_000m, 0.01m, isBuyersTrade: true);
            server.ShowTrade("AAPL", 200m, 1m, isBuyersTrade: true);
            var tick = await ticks.Reader.ReadAsync(late.Token);
            seen.Add((tick.Instrument == AlpacaRig.Bitcoin.Id ? "BTC/USD" : "AAPL", tick.Kind));
            if (seen.Contains(("AAPL", MarketEventKind.Quote)) is false) server.ShowQuote("AAPL", 199.99m, 10m + step, 200m, 10m);
        }

        await ending.CancelAsync();
        await run;
        while (changes.Reader.TryRead(out var change)) Assert.That(change.Kind, Is.Not.EqualTo(FeedChangeKind.Gap), change.Reason);
    }

    /// <summary>Options have a stream of their own, which speaks MessagePack alone; and the feeds chosen are those that are heard.</summary>
    [TestCase(null, null), TestCase("sip", "opra")]
    public async Task Feed_OfOptionsBesideShares_IsSubscribedToAndTellsQuotes(string? equityFeed, string? optionFeed)
    {
        await using var server = await StartAsync();
        server.ShowQuote(Option, 1.5m, 10m, 1.6m, 20m);
        using var ending = new CancellationTokenSource();
        var ticks = Channel.CreateUnbounded<RawTick>();
        var option = AlpacaRig.Apple with { Id = new InstrumentId(0), Symbol = new(Option), AssetClass = AssetClass.Option };
        var setup = Setup(server, [option, AlpacaRig.Apple], static _ => { });
        setup = setup with { Hosts = setup.Hosts with { EquityFeed = equityFeed, OptionFeed = optionFeed } };
        var feed = VenueEntry.Find("alpaca")!.MakeFeed(setup);
        using var closing = (IDisposable)feed;
        var run = feed.RunAsync((in tick) => ticks.Writer.TryWrite(tick), ending.Token);
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var quotes = new SortedDictionary<int, RawTick>();
        while (quotes.Count < 2)
        {
            var tick = await ticks.Reader.ReadAsync(late.Token);
            if (tick.Kind == MarketEventKind.Quote) quotes[tick.Instrument.Index] = tick;
        }

        Assert.That((quotes[0].A, quotes[0].B, quotes[0].C, quotes[0].D), Is.EqualTo((1.5m, 10m, 1.6m, 20m)), "as the exchange shows the option");
        Assert.That((quotes[1].A, quotes[1].C), Is.EqualTo((199.99m, 200m)));
        await ending.CancelAsync();
        await run;
        using var market = VenueEntry.Find("alpaca")!.MakeMarket(setup)!;
        Assert.That(await market.TouchAsync(option.Symbol, default), Is.EqualTo((1.5m, 1.6m)));
        Assert.That((await market.RulesAsync(default)).Select(static rule => (rule.VenueSymbol, rule.IsTradable)), Is.EqualTo(new[] { (Option, (bool?)true), ("AAPL", true) }));
    }

    /// <summary>What is halted is told as such, and as traded again.</summary>
    [Test]
    public async Task Feed_OfAHaltedShare_SaysSo_UntilItIsTradedAgain()
    {
        await using var server = await StartAsync();
        using var ending = new CancellationTokenSource();
        var changes = Channel.CreateUnbounded<FeedChange>();
        var feed = VenueEntry.Find("alpaca")!.MakeFeed(Setup(server, [AlpacaRig.Bitcoin, AlpacaRig.Apple], change => changes.Writer.TryWrite(change)));
        using var closing = (IDisposable)feed;
        var run = feed.RunAsync(static (in tick) => { }, ending.Token);
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        for (var confirmed = 0; confirmed < 2;) confirmed += (await changes.Reader.ReadAsync(late.Token)).Kind == FeedChangeKind.Confirmed ? 1 : 0;
        await DoAsync("halt", "BTC/USD"); // coins have no such message
        await DoAsync("halt", "AAPL");
        Assert.That(await NextAsync(), Is.EqualTo((FeedChangeKind.Halted, "AAPL", "status H, Trading Halt; T12; Trading Halted; For information requested by NASDAQ")));
        await DoAsync("resume", "AAPL");
        Assert.That(await NextAsync(), Is.EqualTo((FeedChangeKind.Resumed, "AAPL", "status T, Trading Resumption")));
        await ending.CancelAsync();
        await run;

        async Task<(FeedChangeKind, string?, string)> NextAsync()
        {
            FeedChange change;
            do change = await changes.Reader.ReadAsync(late.Token); while (change.Kind is not (FeedChangeKind.Halted or FeedChangeKind.Resumed));
            return (change.Kind, change.Symbol?.Text, change.Reason);
        }

        async Task DoAsync(string act, string symbol)
        {
            using var staff = new HttpClient { BaseAddress = server.AdminAddress };
            using var content = new StringContent($$"""{"symbol":"{{symbol}}"}""");
            using var answer = await staff.PostAsync($"/admin/{act}", content);
            Assert.That(answer.IsSuccessStatusCode, Is.True);
        }
    }

    private const string Option = "AAPL250117C00150000";

    private static FeedSetup Setup(SandboxServer server, IReadOnlyList<Instrument> instruments, Action<FeedChange> onChange)
    {
        var demo = SandboxAccount.DemoOf("alpaca");
        return new FeedSetup { Hosts = LiveVenues.Hosts("alpaca")[1].At(server.Address), Instruments = instruments, Clock = TimeProvider.System, Credentials = new VenueCredentials(demo.Key, demo.Secret), OnChange = onChange };
    }

    private static async Task<SandboxServer> StartAsync()
    {
        var contract = InstrumentFile.Parse($$$"""{"instruments":{"{{{Option}}}":{"assetClass":"option","base":"{{{Option}}}","quote":"USD","tickSize":0.01,"lotSize":1,"multiplier":100} } }""");
        var server = await SandboxServer.StartAsync(new SandboxOptions { Venue = "alpaca", HasMarket = false, Instruments = [.. InstrumentFile.BuiltIn, .. contract] });
        server.ShowQuote("BTC/USD", 50_000m, 10m, 50_001m, 10m);
        server.ShowQuote("AAPL", 199.99m, 1_000m, 200m, 1_000m);
        return server;
    }

    private static ILiveVenue Venue(SandboxServer server, Func<VenueSetup, VenueSetup>? with = null)
    {
        var setup = AlpacaRig.Setup(LiveVenues.Hosts("alpaca")[1].At(server.Address), [AlpacaRig.Bitcoin, AlpacaRig.Apple]);
        return VenueEntry.Find("alpaca")!.Make(with?.Invoke(setup) ?? setup);
    }
}
