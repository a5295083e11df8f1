using System.Globalization;
using System.Threading.Channels;
using NUnit.Framework;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Tests.Venues.Sandbox;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Tests.Venues.CoinSpot;

/// <summary>The real adapter against the real exchange that speaks CoinSpot's protocol: nothing differs from the venue but the address.</summary>
internal sealed class CoinSpotSandboxTests
{
    [Test]
    public async Task Venue_FromPlacingToTheEnd_IsWhatTheExchangeSays()
    {
        await using var rig = await CoinSpotRig.StartAsync();
        var venue = rig.Venue(patience: CoinSpotRig.Hasty with { RecordsLag = TimeSpan.FromSeconds(3) });
        using var ending = new CancellationTokenSource();
        var (run, events) = await CoinSpotRig.RunAsync(venue, ending.Token);

        var placed = (PlacementAnswer.Accepted)await venue.PlaceAsync(CoinSpotRig.Limit(1, 80_000m), default);
        Assert.That((await venue.OpenOrdersAsync(default)).Select(static order => (order.ClientOrderId, order.VenueOrderId, order.Status, order.PriceQuote, order.QuantityBase)), Is.EqualTo(new[] { (Orders.Id(1), placed.VenueOrderId, OrderStatus.Open, (decimal?)80_000m, 0.01m) }));
        Assert.That(await venue.CancelAsync(CoinSpotRig.Reference(1), default), Is.Null, "its id and side are remembered here");
        Assert.That((await venue.FindOrderAsync(Orders.Reference(1), default))!.Status, Is.EqualTo(OrderStatus.Open), "its executions may still be told");
        await EndsAsync(venue, 1, OrderStatus.Cancelled);

        var resting = (PlacementAnswer.Accepted)await venue.PlaceAsync(CoinSpotRig.Limit(2, 89_000m), default);
        rig.Quote(88_900m, 89_000m);
        var told = (await SandboxRig.NextAsync<VenueEvent.Executed>(events)).Fill;
        var fee = rig.State().GetProperty("executions")[0].GetProperty("fee").GetString();
        Assert.That((told.ClientOrderId, told.ExecutionSequence, told.Price.QuotePerBase, told.Quantity.Base, told.Side, told.IsSimulated), Is.EqualTo((Orders.Id(2), 1L, 89_000m, 0.01m, OrderSide.Buy, true)));
        Assert.That((told.Fee.Amount, told.Fee.Currency.Code), Is.EqualTo((decimal.Parse(fee!, CultureInfo.InvariantCulture), "AUD")), "tax included");
        Assert.That(await venue.FindOrderAsync(Orders.Reference(2), default), Is.EqualTo(new OrderReport(Orders.Id(2), resting.VenueOrderId, CoinSpotRig.Bitcoin, OrderSide.Buy, OrderStatus.Filled, 0.01m, 0.01m) { PriceQuote = 89_000m }));
        var holdings = await venue.HoldingsAsync(default);
        Assert.That((holdings.NetBase["BTC/AUD"], holdings.Cash["AUD"]), Is.EqualTo((0.01m, 150_000m - 890m - told.Fee.Amount)));
        Assert.That(await venue.TouchAsync(CoinSpotRig.Bitcoin, default), Is.EqualTo((88_900m, 89_000m)));
        Assert.That(venue.ClockOffset, Is.EqualTo(TimeSpan.Zero).Within(TimeSpan.FromSeconds(1)), "from the date over its answers");
        await ending.CancelAsync();
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [Test]
    public async Task PlaceAsync_WhatTakesAtOnce_HasNoIdAndIsKnownByItsExecution()
    {
        await using var rig = await CoinSpotRig.StartAsync();
        var venue = rig.Venue();
        Assert.That(await venue.PlaceAsync(CoinSpotRig.Market(1), default), Is.EqualTo(new PlacementAnswer.Accepted($"now-{Orders.Id(1)}")));
        Assert.That(await venue.PlaceAsync(CoinSpotRig.Limit(2, 90_000m, side: OrderSide.Sell, life: TimeInForce.ImmediateOrCancel), default), Is.InstanceOf<PlacementAnswer.Accepted>());
        Assert.That((await venue.FillsSinceAsync(0, 10, default)).Select(static fill => (fill.ClientOrderId, fill.Side, fill.Price.QuotePerBase)), Is.EqualTo(new[] { (Orders.Id(1), OrderSide.Buy, 90_100m), (Orders.Id(2), OrderSide.Sell, 90_000m) }));
        Assert.That((await venue.FindOrderAsync(Orders.Reference(1), default))!.Status, Is.EqualTo(OrderStatus.Filled));
        Assert.That((await venue.CancelAsync(CoinSpotRig.Reference(1), default))!.Code, Is.EqualTo("AT_ONCE"));
        rig.Quote(95_000m, 95_100m); // more than a percent away from what was decided
        Assert.That(((PlacementAnswer.Refused)await venue.PlaceAsync(CoinSpotRig.Market(3), default)).Why, Is.EqualTo(VenueRefusal.NoLiquidity), "the market moved; the venue is well");
        Assert.That(await venue.PlaceAsync(CoinSpotRig.Order(4, new OrderTerms.Stop(Quantity.From(1m), Price.From(1m)), OrderSide.Sell), default), Is.InstanceOf<PlacementAnswer.Refused>());
        Assert.That(((PlacementAnswer.Refused)await venue.PlaceAsync(CoinSpotRig.Limit(5, 90m, 0.01m), default)).Reason, Does.Contain("minimum"), "less than a dollar");
    }

    [Test]
    public async Task FindOrder_AnswerLostAndOrderResting_IsRecognisedAndCancelled()
    {
        await using var rig = await CoinSpotRig.StartAsync(new Fault { Kind = FaultKind.AcceptThenTimeout, Count = 1, Ms = 50 });
        var venue = rig.Venue();
        Assert.That(await venue.PlaceAsync(CoinSpotRig.Limit(1, 80_000m), default), Is.InstanceOf<PlacementAnswer.Failed>().With.Property("Fault").Property("Kind").EqualTo(VenueFaultKind.OutcomeUnknown));
        Assert.That((await venue.OpenOrdersAsync(default)).Single().ClientOrderId, Is.EqualTo(Orders.Id(1)), "the one order exactly like it");
        var found = await venue.FindOrderAsync(Orders.Reference(1), default);
        Assert.That((found!.Status, found.VenueOrderId), Is.EqualTo((OrderStatus.Open, (await venue.OpenOrdersAsync(default)).Single().VenueOrderId)));
        Assert.That(await venue.CancelAsync(CoinSpotRig.Reference(1), default), Is.Null);
        await EndsAsync(venue, 1, OrderStatus.Cancelled);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task FindOrder_AnswerLostAndOrderFilled_IsItsExecution(bool isNow)
    {
        await using var rig = await CoinSpotRig.StartAsync(new Fault { Kind = FaultKind.AcceptThen500, Count = 1 });
        var venue = rig.Venue();
        Assert.That(await venue.PlaceAsync(isNow ? CoinSpotRig.Market(1) : CoinSpotRig.Limit(1, 90_100m), default), Is.InstanceOf<PlacementAnswer.Failed>());
        Assert.That((await venue.FindOrderAsync(Orders.Reference(1), default))!.Status, Is.EqualTo(OrderStatus.Filled));
        Assert.That((await venue.FillsSinceAsync(0, 10, default)).Single().ClientOrderId, Is.EqualTo(Orders.Id(1)));
    }

    [Test]
    public async Task FindOrder_NeverArrived_IsAbsentAndItsNumberIsSpent()
    {
        await using var rig = await CoinSpotRig.StartAsync(new Fault { Kind = FaultKind.RejectThenTimeout, Count = 1, Ms = 10 });
        var venue = rig.Venue();
        Assert.That(await venue.PlaceAsync(CoinSpotRig.Limit(1, 80_000m), default), Is.InstanceOf<PlacementAnswer.Failed>());
        Assert.That(await venue.FindOrderAsync(Orders.Reference(1), default), Is.Null);
        Assert.That((await venue.CancelAsync(CoinSpotRig.Reference(1), default))!.Code, Is.EqualTo("NOT_KNOWN"));
        Assert.That((await Assert.ThrowsAsync<VenueException>(async () => await venue.FindOrderAsync(Orders.Reference(2), default)))!.Fault.Code, Is.EqualTo("NOT_KNOWN"), "what nobody told of here is not absent");
        Assert.That(await venue.PlaceAsync(CoinSpotRig.Limit(1, 80_000m), default), Is.InstanceOf<PlacementAnswer.Accepted>(), "proven absent, it is sent again");
        Assert.That((await venue.FindOrderAsync(Orders.Reference(1), default))!.Status, Is.EqualTo(OrderStatus.Open));
    }

    [Test]
    public async Task FindOrder_TwoThatCouldBeIt_IsDoubtAndNeverAbsence()
    {
        await using var rig = await CoinSpotRig.StartAsync(new Fault { Kind = FaultKind.AcceptThenTimeout, Count = 1, Ms = 10 });
        var venue = rig.Venue();
        await venue.PlaceAsync(CoinSpotRig.Limit(1, 80_000m), default);
        var stranger = await rig.ByHandAsync("my/buy", """ "cointype":"BTC","amount":0.01,"rate":80000 """);
        Assert.That((await Assert.ThrowsAsync<VenueException>(async () => await venue.FindOrderAsync(Orders.Reference(1), default)))!.Fault, Has.Property("Code").EqualTo("DOUBT").And.Property("IsRetryable").True);
        await Assert.ThrowsAsync<VenueException>(async () => await venue.OpenOrdersAsync(default), "nor is either told as a stranger's");
        await rig.ByHandAsync("my/buy/cancel", $""" "id":"{stranger.GetProperty("id").GetString()}" """);
        Assert.That((await venue.FindOrderAsync(Orders.Reference(1), default))!.Status, Is.EqualTo(OrderStatus.Open), "one is left, and it is ours");
    }

    [Test]
    public async Task FillsSince_AStrangersTrade_IsNobodysOrderOfOurs()
    {
        await using var rig = await CoinSpotRig.StartAsync();
        var venue = rig.Venue();
        await venue.PlaceAsync(CoinSpotRig.Limit(1, 80_000m), default);
        await rig.ByHandAsync("my/buy/now", """ "cointype":"BTC","amount":0.01,"amounttype":"coin" """);
        var fill = (await venue.FillsSinceAsync(0, 10, default)).Single();
        Assert.That((fill.ClientOrderId.Text, fill.Price.QuotePerBase), Is.EqualTo(("", 90_100m)), "worse than our order's rate");
        Assert.That((await venue.FindOrderAsync(Orders.Reference(1), default))!.FilledBase, Is.Zero);
        var other = await rig.ByHandAsync("my/sell", """ "cointype":"BTC","amount":0.005,"rate":99000 """);
        Assert.That((await venue.OpenOrdersAsync(default)).Select(static order => order.ClientOrderId.Text), Is.EquivalentTo(new[] { Orders.Id(1).Text, "" }));
        Assert.That(await venue.CancelAsync(new OrderReference(default, other.GetProperty("id").GetString(), CoinSpotRig.Bitcoin), default), Is.Null, "a stranger's side is asked for");
        Assert.That(await venue.CancelAllAsync(default), Is.Null);
        Assert.That(await venue.OpenOrdersAsync(default), Is.Empty);
    }

    [Test]
    public async Task Restart_WithBookedExecutionsAndOpenOrders_GoesOnWhereItWas()
    {
        await using var rig = await CoinSpotRig.StartAsync(new Fault { Kind = FaultKind.AcceptThenTimeout, Skip = 2, Count = 1, Ms = 10 });
        var before = rig.Venue();
        var (first, second, third) = (CoinSpotRig.Market(1), CoinSpotRig.Limit(2, 89_000m), CoinSpotRig.Limit(3, 88_000m));
        await before.PlaceAsync(first, default);
        var known = ((PlacementAnswer.Accepted)await before.PlaceAsync(second, default)).VenueOrderId;
        await before.PlaceAsync(third, default); // and died before it knew
        var booked = (await before.FillsSinceAsync(0, 10, default)).Single();
        rig.Quote(88_900m, 89_000m); // filled while nobody listened

        var after = rig.Venue(setup => setup with
        {
            Booked = [new BookedExecution(booked.ExecutionId, booked.ExecutionSequence, booked.At)],
            Orders = [new OrderState(first.Intent, OrderStatus.Filled, $"now-{Orders.Id(1)}", 0.01m, 901m), new OrderState(second.Intent, OrderStatus.Open, known, 0m, 0m), new OrderState(third.Intent, OrderStatus.PendingAck, null, 0m, 0m)],
        });
        Assert.That((await after.FillsSinceAsync(1, 10, default)).Select(static fill => (fill.ExecutionSequence, fill.ClientOrderId)), Is.EqualTo(new[] { (2L, Orders.Id(2)) }));
        Assert.That((await after.OpenOrdersAsync(default)).Select(static order => order.ClientOrderId), Is.EqualTo(new[] { Orders.Id(3) }));
        Assert.That((await after.FindOrderAsync(Orders.Reference(2), default))!.Status, Is.EqualTo(OrderStatus.Filled));
        Assert.That((await after.FindOrderAsync(Orders.Reference(3), default))!.Status, Is.EqualTo(OrderStatus.Open));
    }

    [Test]
    public async Task Feed_TheSandboxsMarket_IsPolledQuotes()
    {
        await using var rig = await CoinSpotRig.StartAsync();
        using var ending = new CancellationTokenSource();
        var ticks = Channel.CreateUnbounded<RawTick>();
        var feed = VenueEntry.Find("coinspot")!.MakeFeed(new FeedSetup { Hosts = LiveVenues.Hosts("coinspot")[0].At(rig.Server.Address), Instruments = [CoinSpotRig.Instruments[0]], Clock = TimeProvider.System, PollEvery = TimeSpan.FromMilliseconds(20) });
        using var closing = (IDisposable)feed;
        var run = feed.RunAsync((in tick) => ticks.Writer.TryWrite(tick), ending.Token);
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var tick = await ticks.Reader.ReadAsync(late.Token);
        Assert.That((tick.Kind, tick.A, tick.C), Is.EqualTo((MarketEventKind.Quote, 90_000m, 90_100m)));
        rig.Quote(91_000m, 91_100m);
        while ((tick = await ticks.Reader.ReadAsync(late.Token)).A != 91_000m) Assert.That(tick.A, Is.EqualTo(90_000m));
        await ending.CancelAsync();
        await run;
    }

    [Test]
    public async Task Market_RulesAndTouch_AreWhatPricesTell()
    {
        await using var rig = await CoinSpotRig.StartAsync();
        using var market = VenueEntry.Find("coinspot")!.MakeMarket(new FeedSetup { Hosts = LiveVenues.Hosts("coinspot")[0].At(rig.Server.Address), Instruments = [CoinSpotRig.Instruments[0], CoinSpotRig.Instruments[1] with { Symbol = new("POWR/AUD") }], Clock = TimeProvider.System })!;
        var rules = (await market.RulesAsync(default)).ToDictionary(static rule => rule.Symbol.Text);
        Assert.That((rules["BTC/AUD"].IsTradable, rules["BTC/AUD"].MinNotional, rules["BTC/USDT"].MinNotional, rules["POWR/AUD"].IsTradable), Is.EqualTo(((bool?)true, (decimal?)1m, (decimal?)null, (bool?)false)));
        Assert.That(await market.TouchAsync(new("BTC/USDT"), default), Is.Null, "nobody bids");
        Assert.Throws<ArgumentOutOfRangeException>(() => market.CandlesAsync(CoinSpotRig.Instruments[0], TimeSpan.FromMinutes(1), default, default, default));
    }

    private static Task EndsAsync(ILiveVenue venue, int number, OrderStatus status) =>
        Assert.ThatAsync(async () => (await venue.FindOrderAsync(Orders.Reference(number), default))?.Status, Is.EqualTo(status).After(300_000, 20));
}
