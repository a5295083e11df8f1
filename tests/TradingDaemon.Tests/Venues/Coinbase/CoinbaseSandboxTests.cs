using System.Threading.Channels;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Tests.Venues.Coinbase;

/// <summary>The real adapter against the real exchange that speaks Coinbase's protocol: nothing differs from the venue but the address.</summary>
internal sealed class CoinbaseSandboxTests
{
    private static readonly Instrument Bitcoin = CoinbaseScene.Bitcoin;

    [Test]
    public async Task Venue_FromPlacingToTheEnd_IsWhatTheExchangeSays()
    {
        await using var scene = await CoinbaseScene.StartAsync();
        var venue = scene.Venue;
        var placed = (PlacementAnswer.Accepted)await venue.PlaceAsync(Orders.Limit(1, price: 40_000m), default);
        Assert.That((await scene.NextAsync<VenueEvent.Accepted>()).VenueOrderId, Is.EqualTo(placed.VenueOrderId));
        Assert.That((await venue.OpenOrdersAsync(default)).Select(static order => (order.ClientOrderId, order.Status, order.PriceQuote)), Is.EqualTo(new[] { (Orders.Id(1), OrderStatus.Open, (decimal?)40_000m) }));
        Assert.That((await venue.FindOrderAsync(Orders.Reference(1), default))!.VenueOrderId, Is.EqualTo(placed.VenueOrderId));
        Assert.That(await venue.CancelAsync(new OrderReference(Orders.Id(1), null, Orders.Bitcoin), default), Is.Null, "its id is looked up");
        Assert.That((await scene.NextAsync<VenueEvent.CancelDone>()).ClientOrderId, Is.EqualTo(Orders.Id(1)));

        Assert.That(await venue.PlaceAsync(Orders.Market(2), default), Is.InstanceOf<PlacementAnswer.Accepted>());
        var told = (await scene.NextAsync<VenueEvent.Executed>()).Fill;
        Assert.That((told.ClientOrderId, told.ExecutionSequence, told.Price.QuotePerBase, told.Quantity.Base, told.Side, told.IsSimulated, told.Liquidity), Is.EqualTo((Orders.Id(2), 1L, 50_001m, 0.01m, OrderSide.Buy, true, Liquidity.Taker)));
        var polled = await venue.FillsSinceAsync(0, 100, default);
        Assert.That(polled.Select(static fill => (fill.ExecutionId, fill.ExecutionSequence, fill.ClientOrderId, fill.Fee.Currency.Code)), Is.EqualTo(new[] { (told.ExecutionId, 1L, Orders.Id(2), "USD") }));
        Assert.That((await venue.HoldingsAsync(default)).NetBase, Is.EquivalentTo(new Dictionary<string, decimal> { ["BTC/USD"] = 0.01m }));
        Assert.That(await venue.TouchAsync(Orders.Bitcoin, default), Is.EqualTo((50_000m, 50_001m)));
        Assert.That((venue.IsSimulated, venue.Traits.RefusesUsedClientOrderIds, venue.Traits.AbsenceProvenAfter), Is.EqualTo((true, true, TimeSpan.FromSeconds(150))));
    }

    [Test]
    public async Task Place_AnIdUsedBefore_IsTheFirstOrder_AndAnotherOrderOfThatIdIsAContradiction()
    {
        await using var scene = await CoinbaseScene.StartAsync();
        var first = await scene.Venue.PlaceAsync(Orders.Limit(1, price: 40_000m), default);
        Assert.That(await scene.Venue.PlaceAsync(Orders.Limit(1, price: 40_000m), default), Is.EqualTo(first));
        var other = (PlacementAnswer.Failed)await scene.Venue.PlaceAsync(Orders.Limit(1, price: 60_000m, side: OrderSide.Sell), default);
        Assert.That((other.Fault.Kind, other.Fault.Code), Is.EqualTo((VenueFaultKind.OutcomeUnknown, "CONTRADICTION")));
        Assert.That(scene.State().GetProperty("openOrders").GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public async Task FindOrder_NeverSent_IsAbsent_AndNoCancelIsTaken()
    {
        await using var scene = await CoinbaseScene.StartAsync();
        Assert.That(await scene.Venue.FindOrderAsync(Orders.Reference(77), default), Is.Null);
        Assert.That((await scene.Venue.CancelAsync(Orders.Reference(77), default))!.Code, Is.EqualTo("UNKNOWN_CANCEL_ORDER"));
        Assert.That((await scene.Venue.CancelAsync(new OrderReference(Orders.Id(77), "00000000-0000-4000-8000-0000000000ff", Orders.Bitcoin), default))!.Code, Is.EqualTo("UNKNOWN_CANCEL_ORDER"));
    }

    [Test]
    public async Task FindOrder_OfAnotherLife_IsFoundAmongAllPages()
    {
        await using var scene = await CoinbaseScene.StartAsync();
        for (var number = 1; number <= 130; number++) Assert.That(await PlaceAsync(scene.Venue, Orders.Limit(number, price: 30_000m)), Is.InstanceOf<PlacementAnswer.Accepted>());
        using var later = scene.NewVenue();
        Assert.That((await later.FindOrderAsync(Orders.Reference(1), default))?.Status, Is.EqualTo(OrderStatus.Open));
        Assert.That(await later.FindOrderAsync(Orders.Reference(500), default), Is.Null);
        Assert.That(await later.OpenOrdersAsync(default), Has.Count.EqualTo(130));
        Assert.That(await later.CancelAllAsync(default), Is.Null);
        Assert.That(scene.State().GetProperty("openOrders").GetArrayLength(), Is.Zero);
        Assert.That(await later.CancelAllAsync(default), Is.Null, "nothing is left");
    }

    [Test]
    public async Task FillsSince_AfterARestart_GoOnAfterWhatIsBooked()
    {
        await using var scene = await CoinbaseScene.StartAsync();
        for (var number = 1; number <= 120; number++) Assert.That(await PlaceAsync(scene.Venue, Orders.Market(number, quantity: 0.0003m)), Is.InstanceOf<PlacementAnswer.Accepted>());
        Assert.That(async () => (await scene.Venue.FillsSinceAsync(0, 1_000, default)).Count, Is.EqualTo(120).After(300_000, 100), "two pages, the newest first");
        var all = await scene.Venue.FillsSinceAsync(0, 1_000, default);
        Assert.That(all.Select(static fill => fill.ExecutionSequence), Is.EqualTo(Enumerable.Range(1, 120).Select(static i => (long)i)));
        using var later = scene.NewVenue(setup => setup with { Booked = [.. all.Take(100).Select(static fill => new BookedExecution(fill.ExecutionId, fill.ExecutionSequence, fill.At))] });
        var rest = await later.FillsSinceAsync(100, 1_000, default);
        Assert.That(rest.Select(static fill => (fill.ExecutionId, fill.ExecutionSequence, fill.ClientOrderId)), Is.EqualTo(all.Skip(100).Select(static fill => (fill.ExecutionId, fill.ExecutionSequence, fill.ClientOrderId))));
    }

    [Test]
    public async Task Place_WhatTheVenueRefusesOrHasNot_IsRefused()
    {
        await using var scene = await CoinbaseScene.StartAsync();
        await scene.Venue.RulesAsync(default);
        Assert.That(await scene.Venue.PlaceAsync(Orders.Limit(1, quantity: 100m), default), Is.InstanceOf<PlacementAnswer.Refused>().With.Property("Why").EqualTo(VenueRefusal.InsufficientFunds));
        Assert.That(await scene.Venue.PlaceAsync(Orders.Limit(2, quantity: 0.000015m), default), Is.InstanceOf<PlacementAnswer.Refused>().With.Property("Why").EqualTo(VenueRefusal.InvalidIncrement));
        Assert.That(await scene.Venue.PlaceAsync(Orders.Of(3, new OrderTerms.Stop(Quantity.From(0.01m), Price.From(60_000m)), OrderSide.Buy, false), default), Is.InstanceOf<PlacementAnswer.Refused>());
        Assert.That(await scene.Venue.PlaceAsync(Orders.Of(4, new OrderTerms.Limit(Quantity.From(0.01m), Price.From(50_002m), TimeInForce.GoodTilCancelled, PostOnly: true), OrderSide.Buy, false), default), Is.InstanceOf<PlacementAnswer.Refused>().With.Property("Why").EqualTo(VenueRefusal.WouldTake));
    }

    [Test]
    public async Task Run_AMissingFrame_EndsTheConnection()
    {
        await using var scene = await CoinbaseScene.StartAsync();
        scene.Server.Add(new Fault { Kind = FaultKind.DropFrame, Frame = "order", Count = 1 });
        await scene.Venue.PlaceAsync(Orders.Limit(1, price: 40_000m), default);
        var lost = await Assert.ThrowsAsync<VenueException>(async () => await scene.Run.WaitAsync(TimeSpan.FromMinutes(5)));
        Assert.That(lost!.Fault.Code, Is.EqualTo("SEQUENCE_GAP"));
    }

    [Test]
    public async Task Run_AWrongKey_IsRefusedForGood()
    {
        await using var scene = await CoinbaseScene.StartAsync();
        using var stranger = scene.NewVenue(static setup => setup with { Credentials = setup.Credentials with { Key = "organizations/others/apiKeys/others" } });
        var refused = await Assert.ThrowsAsync<VenueException>(async () => await stranger.RunAsync(Channel.CreateUnbounded<VenueEvent>().Writer, default));
        Assert.That(refused!.Fault.Kind, Is.EqualTo(VenueFaultKind.Authentication));
        var failed = (PlacementAnswer.Failed)await stranger.PlaceAsync(Orders.Limit(1), default);
        Assert.That(failed.Fault.Kind, Is.EqualTo(VenueFaultKind.Authentication));
    }

    [Test]
    public async Task Market_RulesAndCandles_AreTheExchanges()
    {
        await using var scene = await CoinbaseScene.StartAsync();
        for (var i = 0; i < 3; i++) scene.Server.ShowTrade("BTC/USD", 50_000m + i, 0.5m, isBuyersTrade: true);
        using var market = VenueEntry.Find("coinbase")!.MakeMarket(new FeedSetup { Hosts = scene.Hosts, Instruments = [Bitcoin], Clock = TimeProvider.System })!;
        var rule = (await market.RulesAsync(default)).Single(static rule => rule.Symbol == Orders.Bitcoin);
        Assert.That((rule.VenueSymbol, rule.LotSize, rule.IsTradable), Is.EqualTo(("BTC-USD", (decimal?)0.00001m, (bool?)true)));
        Assert.That(await market.TouchAsync(Orders.Bitcoin, default), Is.EqualTo((50_000m, 50_001m)));
        var now = DateTimeOffset.UtcNow;
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var candles = new List<RawTick>();
        await foreach (var candle in market.CandlesAsync(Bitcoin, TimeSpan.FromMinutes(1), now.AddMinutes(-700), now.AddMinutes(2), default)) candles.Add(candle);
        Assert.That(candles.Select(static candle => candle.SourceTime.AddMinutes(1)), Is.All.LessThanOrEqualTo(DateTimeOffset.UtcNow), "none that is still forming");
        Assert.That(async () => { await foreach (var _ in market.CandlesAsync(Bitcoin, TimeSpan.FromMinutes(7), midnight, now, default)) { } }, Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public async Task Feed_TheSandboxsMarket_IsTicks_AndALostFrameBringsANewPicture()
    {
        await using var scene = await CoinbaseScene.StartAsync();
        using var ending = new CancellationTokenSource();
        var (ticks, changes) = (Channel.CreateUnbounded<RawTick>(), Channel.CreateUnbounded<FeedChange>());
        var feed = VenueEntry.Find("coinbase")!.MakeFeed(new FeedSetup { Hosts = scene.Hosts, Instruments = [Bitcoin], Clock = TimeProvider.System, Books = true, OnChange = change => changes.Writer.TryWrite(change) });
        using var closing = (IDisposable)feed;
        var run = feed.RunAsync((in tick) => ticks.Writer.TryWrite(tick), ending.Token);
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await NextBookAsync(50_001m);
        scene.Server.ShowTrade("BTC/USD", 50_001m, 0.25m, isBuyersTrade: true);
        RawTick trade;
        while ((trade = await ticks.Reader.ReadAsync(late.Token)).Kind != MarketEventKind.Trade) { }
        Assert.That((trade.A, trade.B), Is.EqualTo((50_001m, 0.25m)));

        scene.Server.Add(new Fault { Kind = FaultKind.DropFrame, Frame = "book", Count = 1 });
        scene.Server.ShowQuote("BTC/USD", 50_100m, 10m, 50_101m, 10m); // lost
        scene.Server.ShowQuote("BTC/USD", 50_200m, 10m, 50_201m, 10m);
        await NextBookAsync(50_201m);
        await ending.CancelAsync();
        await run;
        var kinds = new List<FeedChangeKind>();
        while (changes.Reader.TryRead(out var change)) kinds.Add(change.Kind);
        Assert.That(kinds, Does.Contain(FeedChangeKind.Gap).And.Not.Contain(FeedChangeKind.Lost));

        async Task NextBookAsync(decimal ask)
        {
            while (await ticks.Reader.ReadAsync(late.Token) is var tick && (tick.Kind != MarketEventKind.Book || tick.C != ask)) { }
        }
    }

    private static async Task<PlacementAnswer> PlaceAsync(ILiveVenue venue, DurableOrder order)
    {
        while (true)
        {
            var answer = await venue.PlaceAsync(order, default);
            if (answer is not PlacementAnswer.Failed { Fault: { Kind: VenueFaultKind.RateLimited, RetryAfter: { } rest } }) return answer;
            await Task.Delay(rest < TimeSpan.FromMilliseconds(50) ? rest : TimeSpan.FromMilliseconds(50)); // less than asked for: the exchange has forgotten by then
        }
    }
}
