using NUnit.Framework;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Guard;
using TradingDaemon.Venues.Sandbox;

namespace TradingDaemon.Tests.Venues.Sandbox;

public sealed class SandboxVenueTests
{
    private const string WrongSecret = "canary-secret-of-nobody";

    [Test]
    public async Task Orders_FromPlacingToTheEnd_AreWhatTheExchangeSays()
    {
        await using var rig = await SandboxRig.StartAsync();
        var venue = rig.Venue();
        var placed = (PlacementAnswer.Accepted)await venue.PlaceAsync(Orders.Limit(1, price: 40_000m), default);
        var open = await venue.OpenOrdersAsync(default);
        var found = await venue.FindOrderAsync(Orders.Reference(1), default);
        Assert.Multiple(() =>
        {
            Assert.That(open, Has.Count.EqualTo(1));
            Assert.That(found, Is.EqualTo(new OrderReport(Orders.Id(1), placed.VenueOrderId, Orders.Bitcoin, OrderSide.Buy, OrderStatus.Open, 0.01m, 0m) { PriceQuote = 40_000m }));
        });
        Assert.That(await venue.CancelAsync(new OrderReference(Orders.Id(1), placed.VenueOrderId, Orders.Bitcoin), default), Is.Null);
        Assert.That((await venue.FindOrderAsync(Orders.Reference(1), default))!.Status, Is.EqualTo(OrderStatus.Cancelled));
        var late = await venue.CancelAsync(new OrderReference(Orders.Id(1), placed.VenueOrderId, Orders.Bitcoin), default);
        Assert.That((late!.Kind, late.Code), Is.EqualTo((VenueFaultKind.Rejected, "ORDER_CLOSED")));
        Assert.That((await venue.CancelAsync(Orders.Reference(77), default))!.Code, Is.EqualTo("ORDER_NOT_FOUND"));

        Assert.That(await venue.PlaceAsync(Orders.Market(2), default), Is.InstanceOf<PlacementAnswer.Accepted>());
        await venue.PlaceAsync(Orders.Of(3, new OrderTerms.Stop(Quantity.From(0.01m), Price.From(60_000m)), OrderSide.Buy, false), default);
        await venue.PlaceAsync(Orders.Limit(4, price: 41_000m), default);
        var fills = await venue.FillsSinceAsync(0, 1_000, default);
        var holdings = await venue.HoldingsAsync(default);
        Assert.Multiple(async () =>
        {
            Assert.That(fills.Select(static fill => (fill.ClientOrderId, fill.Price.QuotePerBase, fill.Quantity.Base, fill.Side, fill.IsSimulated, fill.Venue)), Is.EqualTo(new[] { (Orders.Id(2), 50_001m, 0.01m, OrderSide.Buy, true, "sandbox") }));
            Assert.That(fills[0].Fee.Amount, Is.GreaterThan(0m));
            Assert.That(holdings.ExecutionSequence, Is.EqualTo(fills[0].ExecutionSequence));
            Assert.That(holdings.NetBase.Keys, Does.Contain("BTC/USD"));
            Assert.That(await venue.FillsSinceAsync(fills[0].ExecutionSequence, 1_000, default), Is.Empty);
            Assert.That(await venue.TouchAsync(Orders.Bitcoin, default), Is.EqualTo((50_000m, 50_001m)));
            Assert.That(await venue.CancelAllAsync(default), Is.Null);
            Assert.That(await venue.OpenOrdersAsync(default), Is.Empty);
            Assert.That(venue.ClockOffset, Is.Not.Null);
        });
    }

    [TestCase("BAD_REQUEST", VenueRefusal.Other)]
    [TestCase("UNKNOWN_INSTRUMENT", VenueRefusal.UnknownInstrument)]
    [TestCase("INVALID_QUANTITY", VenueRefusal.InvalidIncrement)]
    [TestCase("INVALID_PRICE", VenueRefusal.InvalidIncrement)]
    [TestCase("MIN_NOTIONAL", VenueRefusal.InvalidIncrement)]
    [TestCase("DUPLICATE_CLIENT_ORDER_ID", VenueRefusal.DuplicateClientOrderId)]
    [TestCase("INSUFFICIENT_FUNDS", VenueRefusal.InsufficientFunds)]
    [TestCase("WOULD_TAKE", VenueRefusal.WouldTake)]
    [TestCase("MARKET_HALTED", VenueRefusal.MarketClosed)]
    [TestCase("NO_LIQUIDITY", VenueRefusal.NoLiquidity)]
    [TestCase("PRICE_BAND", VenueRefusal.Other)]
    public async Task Place_RefusedByTheVenue_IsADefiniteNo(string code, VenueRefusal why)
    {
        await using var rig = await SandboxRig.StartAsync(false, new Fault { Kind = FaultKind.Reject, Code = code });
        var answer = await rig.Venue().PlaceAsync(Orders.Limit(1), default);
        Assert.That(answer, Is.InstanceOf<PlacementAnswer.Refused>().With.Property("Why").EqualTo(why).And.Property("Reason").StartsWith(code));
    }

    [TestCase("INVALID_KEY", VenueFaultKind.Authentication)]
    [TestCase("INVALID_SIGNATURE", VenueFaultKind.Authentication)]
    [TestCase("INVALID_NONCE", VenueFaultKind.Retry)]
    [TestCase("TIMESTAMP_OUT_OF_RANGE", VenueFaultKind.Retry)]
    [TestCase("RATE_LIMITED", VenueFaultKind.RateLimited)]
    [TestCase("BANNED", VenueFaultKind.RateLimited)]
    [TestCase("INTERNAL", VenueFaultKind.OutcomeUnknown)]
    [TestCase("UNAVAILABLE", VenueFaultKind.OutcomeUnknown)]
    public async Task Place_NotAnsweredForTheOrderItself_SaysWhetherItMayHaveBeenPlaced(string code, VenueFaultKind kind)
    {
        await using var rig = await SandboxRig.StartAsync(false, new Fault { Kind = FaultKind.Reject, Code = code });
        var fault = ((PlacementAnswer.Failed)await rig.Venue().PlaceAsync(Orders.Limit(1), default)).Fault;
        Assert.That((fault.Kind, fault.Code, fault.IsNotPlaced), Is.EqualTo((kind, code, kind != VenueFaultKind.OutcomeUnknown)));
    }

    [TestCase(FaultKind.AcceptThen500, true)]
    [TestCase(FaultKind.AcceptThenTimeout, true)]
    [TestCase(FaultKind.RejectThenTimeout, false)]
    public async Task Place_WithTheAnswerLost_IsUnknown_AndALookUpTells(FaultKind kind, bool isPlaced)
    {
        await using var rig = await SandboxRig.StartAsync(false, new Fault { Kind = kind, Ms = 20 });
        var venue = rig.Venue();
        var fault = ((PlacementAnswer.Failed)await venue.PlaceAsync(Orders.Limit(1, price: 40_000m), default)).Fault;
        Assert.That(fault.Kind, Is.EqualTo(VenueFaultKind.OutcomeUnknown), fault.ToString());
        Assert.That(await venue.FindOrderAsync(Orders.Reference(1), default), isPlaced ? Is.Not.Null : Is.Null);
    }

    [Test]
    public async Task Place_WithoutAnAnswerForTooLong_IsUnknown()
    {
        await using var rig = await SandboxRig.StartAsync(false, new Fault { Kind = FaultKind.AcceptThenTimeout, Ms = 60_000 });
        var venue = rig.Venue(static options => options with { RequestMax = TimeSpan.FromMilliseconds(300) });
        VenueFault fault;
        do fault = ((PlacementAnswer.Failed)await venue.PlaceAsync(Orders.Limit(1), default)).Fault;
        while (fault.IsNotPlaced); // a busy machine may not come to send it in so short a time
        Assert.That((fault.Kind, fault.Code), Is.EqualTo((VenueFaultKind.OutcomeUnknown, "TIMEOUT")));
    }

    [Test]
    public async Task AnyCall_WhereNobodyListens_IsProofThatNothingWasSent()
    {
        var rig = await SandboxRig.StartAsync();
        var venue = rig.Venue();
        var unnamed = rig.Venue(static options => options with { Url = new Uri("http://nobody.invalid:1") });
        var hanging = rig.Venue(static options => options with { Connect = static async (_, token) => { await Task.Delay(Timeout.Infinite, token); throw new IOException(); }, ConnectMax = TimeSpan.FromMilliseconds(200) });
        await using var other = await SandboxRig.StartAsync();
        await rig.Server.DisposeAsync();
        foreach (var dead in new[] { venue, unnamed, hanging })
        {
            var fault = ((PlacementAnswer.Failed)await dead.PlaceAsync(Orders.Limit(1), default)).Fault;
            Assert.That((fault.Kind, fault.Code, fault.IsNotPlaced, fault.IsOwn), Is.EqualTo((VenueFaultKind.Retry, "NOT_SENT", true, false)), fault.ToString());
        }

        Assert.That((await venue.CancelAsync(Orders.Reference(1), default))!.Kind, Is.EqualTo(VenueFaultKind.Retry));
        Assert.That(async () => await venue.OpenOrdersAsync(default), Throws.InstanceOf<VenueException>());
        venue.Dispose();
    }

    [Test]
    public async Task Place_OverAConnectionTheVenueClosedMeanwhile_IsNeverSentTwice()
    {
        await using var rig = await SandboxRig.StartAsync();
        var venue = rig.Venue();
        for (var i = 1; i <= 20; i++)
        {
            await venue.PlaceAsync(Orders.Limit(i, price: 40_000m, quantity: 0.001m), default);
            await rig.CutAsync();
        }

        var orders = await OpenAsync(venue);
        Assert.That(orders.Select(static order => order.ClientOrderId), Is.Unique);
    }

    [Test]
    public async Task Place_WithTheClocksFarApart_IsAccepted([Values(-5_000, 5_000, 3_600_000)] int offsetMs)
    {
        await using var rig = await SandboxRig.StartAsync(false, new Fault { Kind = FaultKind.ClockOffset, Ms = offsetMs });
        // Measured anew until the machine leaves the question alone: half of how long it takes may be wrong.
        for (var (number, apart) = (1, double.MaxValue); Math.Abs(apart) > 100d; number++)
        {
            Assert.That(number, Is.LessThan(100), $"the last measurement was {apart} ms wrong");
            var venue = rig.Venue();
            Assert.That(await venue.PlaceAsync(Orders.Limit(number), default), Is.InstanceOf<PlacementAnswer.Accepted>());
            apart = venue.ClockOffset!.Value.TotalMilliseconds - offsetMs;
        }
    }

    [Test]
    public async Task Place_AfterTheVenuesClockJumped_IsRefusedOnce_ThenMeasuredAndAccepted()
    {
        await using var rig = await SandboxRig.StartAsync();
        var venue = rig.Venue();
        await venue.PlaceAsync(Orders.Limit(1), default);
        rig.Server.Add(new Fault { Kind = FaultKind.ClockOffset, Ms = 60_000 });
        var refused = (PlacementAnswer.Failed)await venue.PlaceAsync(Orders.Limit(2), default);
        Assert.That((refused.Fault.Kind, refused.Fault.Code), Is.EqualTo((VenueFaultKind.Retry, "TIMESTAMP_OUT_OF_RANGE")));
        Assert.That(await venue.PlaceAsync(Orders.Limit(2), default), Is.InstanceOf<PlacementAnswer.Accepted>());
    }

    [Test]
    public async Task AnyCall_WithAWrongSecret_IsAnAuthenticationFault_AndNeverShowsTheSecret()
    {
        await using var rig = await SandboxRig.StartAsync();
        var venue = rig.Venue(secret: WrongSecret);
        var placed = ((PlacementAnswer.Failed)await venue.PlaceAsync(Orders.Limit(1), default)).Fault;
        var asked = (await Assert.CatchAsync<VenueException>(async () => await venue.HoldingsAsync(default)))!;
        var streamed = (await Assert.CatchAsync<VenueException>(async () => await venue.RunAsync(System.Threading.Channels.Channel.CreateUnbounded<VenueEvent>().Writer, default)))!;
        Assert.Multiple(() =>
        {
            Assert.That(new[] { placed.Kind, asked.Fault.Kind, streamed.Fault.Kind }, Has.All.EqualTo(VenueFaultKind.Authentication));
            Assert.That($"{placed} {asked} {streamed} {venue} {venue.Traits}", Does.Not.Contain(WrongSecret));
        });
    }

    [Test]
    public async Task Find_OfAnOrderTheVenueHides_WhoseFillsItShows_IsNoProofOfAbsence()
    {
        await using var rig = await SandboxRig.StartAsync(false, new Fault { Kind = FaultKind.LieNotFound, Ms = 60_000, Request = "any" });
        var venue = rig.Venue();
        await venue.PlaceAsync(Orders.Market(1), default);
        Assert.That(await venue.FindOrderAsync(Orders.Reference(1), default), Is.EqualTo(new OrderReport(Orders.Id(1), "", Orders.Bitcoin, OrderSide.Buy, OrderStatus.PartiallyFilled, 0.01m, 0.01m) { IsShownByFillsAlone = true }));
        Assert.That(await venue.FindOrderAsync(Orders.Reference(2), default), Is.Null);
    }

    [Test]
    public async Task Find_OfSeveralOrdersWithOneId_TellsOfTheOneThatWorks()
    {
        await using var rig = await SandboxRig.StartAsync();
        var venue = rig.Venue();
        await venue.PlaceAsync(Orders.Limit(1, price: 40_000m), default);
        await venue.CancelAsync(Orders.Reference(1), default);
        await venue.PlaceAsync(Orders.Limit(1, price: 40_000m), default);
        await venue.PlaceAsync(Orders.Limit(1, price: 40_000m), default);
        Assert.That((await venue.FindOrderAsync(Orders.Reference(1), default))!.Status, Is.EqualTo(OrderStatus.Open));
    }

    [Test]
    public async Task AnyAnswer_TellsWhatTheVenueCounts()
    {
        await using var rig = await SandboxRig.StartAsync();
        var told = new List<(int Used, int Limit)>();
        var venue = rig.Venue(onWeight: (used, limit) => told.Add((used, limit)));
        await venue.PlaceAsync(Orders.Limit(1), default);
        await venue.HoldingsAsync(default);
        Assert.That(told, Is.EqualTo(new[] { (2, 60_000), (3, 60_000) }), "of the signed ones only: the time was asked for too, and is counted elsewhere");
    }

    /// <summary>Bug: a look-up was weighed as one request while up to four went out, so that many unclear orders at once overran the venue's limit.</summary>
    [Test]
    public async Task FindOrder_OfAnAbsentOrder_TakesFromTheBudgetWhatEachRequestWeighs()
    {
        await using var rig = await SandboxRig.StartAsync();
        var (taken, used) = (new List<int>(), 0);
        var venue = rig.Venue(onWeight: (now, _) => used = now, takeFurther: (weight, _) =>
        {
            taken.Add(weight);
            return default;
        });
        await venue.PlaceAsync(Orders.Limit(1, price: 40_000m), default);
        var before = used;
        Assert.That(await venue.FindOrderAsync(Orders.Reference(1), default), Is.Not.Null);
        Assert.That((taken.Count, used - before), Is.EqualTo((0, 1)), "found at once: one request");
        before = used;
        Assert.That(await venue.FindOrderAsync(Orders.Reference(77), default), Is.Null);
        Assert.That((taken, used - before), Is.EqualTo((new[] { 5, 1, 5 }, new RequestWeights().Ask + taken.Sum())), "exactly what the venue counted");
    }

    /// <summary>What the budget refuses is not sent.</summary>
    [Test]
    public async Task FindOrder_WithoutRoomForTheNextRequest_SendsNoMore()
    {
        await using var rig = await SandboxRig.StartAsync();
        var used = 0;
        var venue = rig.Venue(onWeight: (now, _) => used = now, takeFurther: static (_, _) => throw new VenueException(new VenueFault(VenueFaultKind.RateLimited, "BUDGET", "No room.")));
        Assert.That(async () => await venue.FindOrderAsync(Orders.Reference(77), default), Throws.InstanceOf<VenueException>());
        Assert.That(used, Is.EqualTo(1));
    }

    private static async Task<IReadOnlyList<OrderReport>> OpenAsync(SandboxVenue venue)
    {
        while (true)
        {
            try
            {
                return await venue.OpenOrdersAsync(default);
            }
            catch (VenueException)
            {
                // the last cut may still be under way
            }
        }
    }
}
