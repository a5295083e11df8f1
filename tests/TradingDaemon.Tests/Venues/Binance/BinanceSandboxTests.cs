using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Tests.Venues.Sandbox;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Tests.Venues.Binance;

internal sealed class BinanceSandboxTests
{
    [Test]
    public async Task Venue_FromPlacingToTheEnd_IsWhatTheExchangeSays()
    {
        await using var rig = await BinanceRig.StartAsync();
        var venue = rig.Venue();
        var events = await rig.ListenAsync(venue);
        var placed = (PlacementAnswer.Accepted)await venue.PlaceAsync(Orders.Limit(1, price: 40_000m), default);
        Assert.That(placed.VenueOrderId, Does.StartWith("BTCUSD:"));
        Assert.That((await SandboxRig.NextAsync<VenueEvent.Accepted>(events)).VenueOrderId, Is.EqualTo(placed.VenueOrderId));
        Assert.That((await venue.OpenOrdersAsync(default)).Select(static order => (order.ClientOrderId, order.VenueOrderId, order.Status, order.PriceQuote)), Is.EqualTo(new[] { (Orders.Id(1), placed.VenueOrderId, OrderStatus.Open, (decimal?)40_000m) }));
        Assert.That((await venue.FindOrderAsync(Orders.Reference(1), default))!.VenueOrderId, Is.EqualTo(placed.VenueOrderId));
        Assert.That(await venue.CancelAsync(new OrderReference(Orders.Id(1), placed.VenueOrderId, Orders.Bitcoin), default), Is.Null);
        Assert.That((await SandboxRig.NextAsync<VenueEvent.CancelDone>(events)).ClientOrderId, Is.EqualTo(Orders.Id(1)), "a cancel's own id stands where the order's does otherwise");
        Assert.That((await venue.FindOrderAsync(Orders.Reference(1), default))!.Status, Is.EqualTo(OrderStatus.Cancelled));

        Assert.That(await venue.PlaceAsync(Orders.Market(2), default), Is.InstanceOf<PlacementAnswer.Accepted>());
        var told = (await SandboxRig.NextAsync<VenueEvent.Executed>(events)).Fill;
        Assert.That((told.ClientOrderId, told.ExecutionSequence, told.Price.QuotePerBase, told.Quantity.Base, told.Side, told.IsSimulated), Is.EqualTo((Orders.Id(2), 1L, 50_001m, 0.01m, OrderSide.Buy, true)));
        var polled = await venue.FillsSinceAsync(0, 100, default);
        Assert.That(polled.Select(static fill => (fill.ExecutionId, fill.ExecutionSequence, fill.ClientOrderId, fill.Fee)), Is.EqualTo(new[] { (told.ExecutionId, 1L, Orders.Id(2), told.Fee) }), "stream and history tell the same execution, with one number");
        Assert.That((await venue.HoldingsAsync(default)).NetBase, Is.EquivalentTo(new Dictionary<string, decimal> { ["BTC/USD"] = 0.01m }));
        Assert.That(await venue.TouchAsync(Orders.Bitcoin, default), Is.EqualTo((50_000m, 50_001m)));
    }

    [Test]
    public async Task FindOrder_NeverSent_IsAbsent()
    {
        await using var rig = await BinanceRig.StartAsync();
        var venue = rig.Venue();
        Assert.That(await venue.FindOrderAsync(Orders.Reference(77), default), Is.Null);
        Assert.That((await venue.CancelAsync(Orders.Reference(77), default))!.Code, Is.EqualTo("-2011"));
        rig.Server.Add(new Fault { Kind = FaultKind.Reject, Code = "-1003", Request = "closedOrders" });
        Assert.That(async () => await venue.FindOrderAsync(Orders.Reference(77), default), Throws.InstanceOf<VenueException>(), "one list without an answer proves nothing");
    }

    [Test]
    public async Task FindOrder_HiddenByTheVenueForAWhile_IsFoundLater()
    {
        await using var rig = await BinanceRig.StartAsync(new Fault { Kind = FaultKind.LieNotFound, Ms = 6_000 });
        var venue = rig.Venue();
        await venue.PlaceAsync(Orders.Limit(1, price: 40_000m), default);
        Assert.That(await venue.FindOrderAsync(Orders.Reference(1), default), Is.Null);
        Assert.That(venue.Traits.AbsenceProvenAfter, Is.GreaterThan(TimeSpan.FromSeconds(15)), "the window and ten seconds");
        Assert.That(async () => await venue.FindOrderAsync(Orders.Reference(1), default), Is.Not.Null.After(300_000, 100));
    }

    [Test]
    public async Task CancelAll_OrdersOfSeveralSymbols_CancelsThem()
    {
        await using var rig = await BinanceRig.StartAsync();
        var venue = rig.Venue();
        Assert.That(await venue.CancelAllAsync(default), Is.Null, "nothing to cancel is no fault");
        await venue.PlaceAsync(Orders.Limit(1, price: 40_000m), default);
        await venue.PlaceAsync(Of(2, "ETH/USD", 1_000m, 0.5m), default);
        Assert.That(await venue.CancelAllAsync(default), Is.Null);
        Assert.That(await venue.OpenOrdersAsync(default), Is.Empty);
    }

    [Test]
    public async Task FillsSince_RestartWithBookedExecutions_NumbersGoOn()
    {
        await using var rig = await BinanceRig.StartAsync();
        var before = rig.Venue();
        await before.PlaceAsync(Orders.Market(1), default);
        await before.PlaceAsync(Of(2, "ETH/USD", 3_100m, 0.5m), default);
        var booked = await before.FillsSinceAsync(0, 100, default);
        Assert.That(booked.Select(static fill => (fill.ExecutionSequence, fill.Symbol.Text)), Is.EqualTo(new[] { (1L, "BTC/USD"), (2L, "ETH/USD") }));
        for (var i = 3; i < 11; i++) await before.PlaceAsync(Orders.Market(i), default);
        var after = rig.Venue(setup => setup with { Booked = [.. booked.Select(static fill => new BookedExecution(fill.ExecutionId, fill.ExecutionSequence, fill.At))] });
        var news = await after.FillsSinceAsync(2, 5, default);
        Assert.That(news.Select(static fill => (fill.ExecutionSequence, fill.ClientOrderId)), Is.EqualTo(Enumerable.Range(3, 5).Select(static i => ((long)i, Orders.Id(i)))), "whose they are that nobody knows is asked, with one list for many");
        Assert.That((await after.FillsSinceAsync(7, 100, default)).Select(static fill => fill.ExecutionSequence), Is.EqualTo(new[] { 8L, 9L, 10L }));
    }

    [Test]
    public async Task FillsSince_MoreThanAnyPage_AllAreToldOnceInTheirOrder()
    {
        await using var rig = await BinanceRig.StartAsync(new Fault { Kind = FaultKind.PartialFills, Pieces = 100 });
        var venue = rig.Venue();
        for (var i = 1; i <= 12; i++) await venue.PlaceAsync(Orders.Market(i), default);
        var fills = await venue.FillsSinceAsync(0, int.MaxValue, default);
        Assert.That(fills.Select(static fill => fill.ExecutionSequence), Is.EqualTo(Enumerable.Range(1, 1_200).Select(static number => (long)number)));
        Assert.That(fills.Select(static fill => fill.ExecutionId).Distinct().Count(), Is.EqualTo(1_200));
        Assert.That(fills.Sum(static fill => fill.Quantity.Base), Is.EqualTo(0.12m));
        Assert.That((await venue.FillsSinceAsync(700, 100, default)).Select(static fill => fill.ExecutionSequence), Is.EqualTo(Enumerable.Range(701, 100).Select(static number => (long)number)));
    }

    [Test]
    public async Task Place_WhatTheVenueRefuses_IsRefused()
    {
        await using var rig = await BinanceRig.StartAsync();
        var venue = rig.Venue();
        Assert.That(((PlacementAnswer.Refused)await venue.PlaceAsync(Orders.Limit(1, price: 40_000m, quantity: 1_000m), default)).Why, Is.EqualTo(VenueRefusal.InsufficientFunds));
        Assert.That(((PlacementAnswer.Refused)await venue.PlaceAsync(Orders.Of(2, new OrderTerms.Limit(Quantity.From(0.01m), Price.From(60_000m), TimeInForce.GoodTilCancelled, PostOnly: true), OrderSide.Buy, false), default)).Why, Is.EqualTo(VenueRefusal.WouldTake));
        await venue.PlaceAsync(Orders.Limit(3, price: 40_000m), default);
        Assert.That(((PlacementAnswer.Refused)await venue.PlaceAsync(Orders.Limit(3, price: 40_000m), default)).Why, Is.EqualTo(VenueRefusal.DuplicateClientOrderId), "while the first is open");
        await venue.RulesAsync(default);
        Assert.That(((PlacementAnswer.Refused)await venue.PlaceAsync(Orders.Limit(4, quantity: 0.000001m), default)).Why, Is.EqualTo(VenueRefusal.InvalidIncrement));
        Assert.That(((PlacementAnswer.Refused)await venue.PlaceAsync(Orders.Of(5, new OrderTerms.Limit(Quantity.From(0.01m), Price.From(40_000m), TimeInForce.Day, PostOnly: false), OrderSide.Buy, false), default)).Reason, Does.Contain("Nothing was sent"));
    }

    [Test]
    public async Task Place_MoreOrdersThanTheVenueTakes_AreHeldBackHere()
    {
        await using var rig = await BinanceRig.StartAsync();
        var venue = rig.Venue();
        PlacementAnswer answer = new PlacementAnswer.Accepted("");
        for (var i = 1; i < 2_000 && answer is PlacementAnswer.Accepted; i++) answer = await venue.PlaceAsync(Orders.Limit(i, price: 40_000m, quantity: 0.001m), default);
        var fault = ((PlacementAnswer.Failed)answer).Fault;
        Assert.That((fault.Kind, fault.Code), Is.EqualTo((VenueFaultKind.RateLimited, "BUDGET")));
        Assert.That(fault.RetryAfter, Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(TimeSpan.FromSeconds(10)));
    }

    [Test]
    public async Task Ask_MoreThanTheMinuteAllows_IsToldWithThePause_AndTheWeightWithEachAnswer()
    {
        await using var rig = await BinanceRig.StartAsync();
        var weights = new List<(int Used, int Most)>();
        var venue = rig.Venue(setup => setup with { OnWeight = (used, most) => weights.Add((used, most)) });
        await venue.HoldingsAsync(default);
        Assert.That(weights[^1].Used, Is.GreaterThanOrEqualTo(20));
        Assert.That(weights[^1].Most, Is.EqualTo(6_000));
        rig.Server.Add(new Fault { Kind = FaultKind.RateLimit, WeightPerMinute = 1, BanAfter = 1, BanSeconds = 77 });
        Assert.That(await FaultOfAsync(), Is.EqualTo((VenueFaultKind.RateLimited, "-1003")));
        await FaultOfAsync();
        var banned = (await Assert.ThrowsAsync<VenueException>(async () => await venue.HoldingsAsync(default)))!.Fault;
        Assert.That((banned.Code, banned.RetryAfter > TimeSpan.FromSeconds(60)), Is.EqualTo(("-1003", true)), "a ban says how long");

        async Task<(VenueFaultKind, string)> FaultOfAsync()
        {
            try
            {
                await venue.HoldingsAsync(default);
                return default;
            }
            catch (VenueException limited)
            {
                Assert.That(limited.Fault.RetryAfter, Is.GreaterThan(TimeSpan.Zero));
                return (limited.Fault.Kind, limited.Fault.Code);
            }
        }
    }

    [Test]
    public async Task Ask_TheVenuesClockIsSet_TheNextQuestionKnows()
    {
        await using var rig = await BinanceRig.StartAsync();
        var venue = rig.Venue();
        await venue.HoldingsAsync(default);
        rig.Server.Add(new Fault { Kind = FaultKind.ClockOffset, Ms = -3_600_000 });
        Assert.That((await Assert.ThrowsAsync<VenueException>(async () => await venue.HoldingsAsync(default)))!.Fault.Code, Is.EqualTo("-1021"));
        Assert.That((await venue.HoldingsAsync(default)).Cash, Is.Not.Empty);
    }

    [Test]
    public async Task Feed_TheSandboxsMarket_IsTicksWithAProvenBook()
    {
        await using var rig = await BinanceRig.StartAsync();
        var (ticks, changes) = rig.Feed(withBooks: true, BinanceRig.Instruments);
        Assert.That((await BookAsync(ticks, bidSize: 10m)).A, Is.EqualTo(50_000m));
        rig.Server.ShowTrade("BTC/USD", 50_001m, 0.5m, isBuyersTrade: true);
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        RawTick trade;
        while ((trade = await ticks.ReadAsync(late.Token)).Kind != MarketEventKind.Trade)
        {
        }

        Assert.That(trade.A, Is.EqualTo(50_001m));
        while (changes.TryRead(out var change)) Assert.That(change.Kind, Is.Not.EqualTo(FeedChangeKind.Gap), change.Reason);
    }

    [Test]
    public async Task Feed_ADifferenceIsLost_TheBookIsAskedForAgain()
    {
        await using var rig = await BinanceRig.StartAsync();
        var (ticks, changes) = rig.Feed(withBooks: true, BinanceRig.Instruments[0]);
        await BookAsync(ticks, bidSize: 10m);
        rig.Server.Add(new Fault { Kind = FaultKind.DropFrame, Frame = "book", Count = 1 });
        rig.Server.ShowQuote("BTC/USD", 50_000m, 20m, 50_001m, 21m); // lost
        rig.Server.ShowQuote("BTC/USD", 50_000m, 22m, 50_001m, 23m); // does not follow
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while ((await changes.ReadAsync(late.Token)).Kind != FeedChangeKind.Gap)
        {
        }

        Assert.That((await BookAsync(ticks, bidSize: 22m)).C, Is.EqualTo(50_001m));
    }

    [Test]
    public async Task Rules_OfWhatIsTraded_AreTold_AndOfWhatIsNotAreNot()
    {
        await using var rig = await BinanceRig.StartAsync();
        var stranger = BinanceRig.Instruments[0] with { Symbol = new Symbol("XYZ/USD") };
        var rules = await rig.Market([.. BinanceRig.Instruments, stranger]).RulesAsync(default);
        Assert.That(rules.Select(static rule => (rule.Symbol.Text, rule.VenueSymbol, rule.TickSize, rule.LotSize, rule.MinNotional, rule.IsTradable)), Is.EqualTo(new[] { ("BTC/USD", "BTCUSD", (decimal?)0.01m, (decimal?)0.00001m, (decimal?)10m, (bool?)true), ("ETH/USD", "ETHUSD", 0.01m, 0.0001m, 10m, true) }));
        Assert.That((await rig.Market().RulesAsync(default)).Count, Is.GreaterThan(2));
    }

    [Test]
    public async Task Candles_OfTheTape_AreTheFinishedOnes()
    {
        await using var rig = await BinanceRig.StartAsync();
        rig.Server.ShowTrade("BTC/USD", 50_001m, 0.5m, isBuyersTrade: true);
        var candles = new List<RawTick>();
        await foreach (var candle in rig.Market().CandlesAsync(BinanceRig.Instruments[0], TimeSpan.FromMinutes(1), DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow, default)) candles.Add(candle);
        Assert.That(candles.Select(static candle => candle.SourceTime.AddMinutes(1)), Is.All.LessThanOrEqualTo(DateTimeOffset.UtcNow), "none that is still forming");
        Assert.That(() => rig.Market().CandlesAsync(BinanceRig.Instruments[0], TimeSpan.FromMinutes(7), DateTimeOffset.UnixEpoch, DateTimeOffset.UtcNow, default).GetAsyncEnumerator().MoveNextAsync().AsTask(), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    internal static DurableOrder Of(int number, string symbol, decimal price, decimal quantity, OrderSide side = OrderSide.Buy)
    {
        var order = Orders.Limit(number, price, quantity, side);
        return new DurableOrder(new ApprovedOrder(order.Intent with { Symbol = new Symbol(symbol) }));
    }

    private static async Task<RawTick> BookAsync(System.Threading.Channels.ChannelReader<RawTick> ticks, decimal bidSize)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (true)
            if (await ticks.ReadAsync(late.Token) is { Kind: MarketEventKind.Book, Instrument.Index: 0 } tick && tick.B == bidSize) return tick;
    }
}
