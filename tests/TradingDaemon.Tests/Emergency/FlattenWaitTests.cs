using NUnit.Framework;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Domain.Orders;
using TradingDaemon.Tests.Emergency.Support;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Emergency;

/// <summary>What a liquidation waits for before its first order.</summary>
public sealed class FlattenWaitTests
{
    private static readonly TimeSpan Hidden = TimeSpan.FromSeconds(10);

    /// <summary>Bug: the first closing order left after twice the venue's delay, 20 s at the sandbox, though nothing was under way. Here no time passes at all.</summary>
    [Test]
    public async Task Flatten_NothingUnderWay_TheFirstClosingOrderLeavesWhileNoTimePasses()
    {
        using var rig = new StopRig(real: new TimerClock());
        rig.Venue.AbsenceProvenAfter = Hidden;
        rig.Venue.Hold("A/USD", 2m);
        var report = await rig.PullToTheEndAsync(flatten: true);
        Assert.That(rig.Venue.Net["A/USD"], Is.Zero);
        Assert.That((report.IsComplete, report.AskedAt), Is.EqualTo((true, report.EndedAt)));
        Assert.That(rig.Venue.Calls.Count(static call => call == "cancel-all"), Is.EqualTo(1), "cleared once, not twice");
    }

    [Test]
    public async Task Flatten_OrderStillUnanswered_ClosesNothingBeforeItsAnswer([Values] bool isPlaced)
    {
        using var rig = new StopRig(StopRig.Quick with { ClearMax = TimeSpan.FromMinutes(1) });
        rig.Venue.Hold("A/USD", 2m);
        rig.Departures.Leaves(Order);
        await rig.PullAsync(flatten: true);
        await StopRig.UntilAsync(() => rig.Venue.Calls.Count(static call => call == "open-orders") >= 3, "the venue was asked again and again");
        Assert.That(rig.Venue.Placed, Is.Empty, "it may arrive yet");
        if (isPlaced) rig.Venue.Work(Order);
        rig.Departures.Ended(Order, isPlaced ? new PlacementAnswer.Accepted("v") : new PlacementAnswer.Refused(VenueRefusal.Other, "no"));
        await rig.EndAsync();
        Assert.That((rig.Venue.Net["A/USD"], rig.Venue.Open.Count), Is.EqualTo((0m, 0)));
    }

    [Test]
    public async Task Flatten_OrderThatLeftAMomentAgoAndDoesNotShow_IsWaitedForByNameUntilItIsProvenAbsent()
    {
        using var rig = new StopRig(StopRig.Quick with { ClearMax = TimeSpan.FromMinutes(1) });
        rig.Venue.AbsenceProvenAfter = Hidden;
        rig.Venue.Hold("A/USD", 2m);
        rig.Departures.Leaves(Order);
        rig.Departures.Ended(Order, new PlacementAnswer.Failed(new VenueFault(VenueFaultKind.OutcomeUnknown, "cut", "No answer.")));
        await rig.PullAsync(flatten: true);
        await StopRig.UntilAsync(() => rig.Venue.Calls.Count(static call => call == "find") >= 2, "it is looked up");
        Assert.That(rig.Venue.Placed, Is.Empty);
        rig.DeparturesClock.Advance(Hidden);
        await rig.EndAsync();
        Assert.That(rig.Venue.Net["A/USD"], Is.Zero);
    }

    [TestCase(0, false), TestCase(1, true)]
    public async Task Flatten_OrderThatLeftAMomentAgoAndEnded_IsWaitedForOnlyWhereItWasFilled(int filled, bool waits)
    {
        using var rig = new StopRig(StopRig.Quick with { ClearMax = TimeSpan.FromMinutes(1) });
        rig.Venue.AbsenceProvenAfter = Hidden;
        rig.Venue.Hold("A/USD", 2m);
        rig.Departures.Leaves(Order);
        rig.Departures.Ended(Order, new PlacementAnswer.Accepted("v"));
        rig.Venue.OnPlace = order => (new PlacementAnswer.Accepted("v"), order.ClientOrderId == Order.ClientOrderId ? filled : 1m);
        if (filled == 0) rig.Venue.Work(Order);
        else await rig.Venue.PlaceAsync(new DurableOrder(new ApprovedOrder(Order)), CancellationToken.None);
        await rig.PullAsync(flatten: true);
        if (waits)
        {
            await StopRig.UntilAsync(() => rig.Venue.Calls.Count(static call => call == "find") >= 2, "it is looked up");
            Assert.That(rig.Venue.Placed, Has.Count.EqualTo(1), "the holdings may not contain its fill yet");
            rig.DeparturesClock.Advance(Hidden);
        }

        await rig.EndAsync();
        Assert.That(rig.Venue.Net["A/USD"], Is.Zero);
    }

    [Test]
    public async Task Flatten_InTheFirstMomentsOfAProcess_WaitsForWhatTheOneBeforeMayHaveSent()
    {
        using var rig = new StopRig(StopRig.Quick with { ClearMax = TimeSpan.FromMilliseconds(300) });
        rig.Venue.AbsenceProvenAfter = TimeSpan.FromSeconds(15);
        rig.Venue.Hold("A/USD", 2m);
        rig.DeparturesClock.Advance(-TimeSpan.FromDays(1));
        var report = await rig.PullToTheEndAsync(flatten: true);
        Assert.That(rig.Venue.Placed, Is.Empty);
        Assert.That(report.Steps.First(static step => step.Name == "cancel:test").Detail, Does.Contain("what an earlier process sent"));
        rig.DeparturesClock.Advance(TimeSpan.FromSeconds(15));
        await rig.PullToTheEndAsync(flatten: true);
        Assert.That(rig.Venue.Net["A/USD"], Is.Zero);
    }

    /// <summary>Bug: an account engine that did not return kept the liquidation from ever beginning.</summary>
    [Test]
    public async Task Flatten_EngineThatNeverReturns_ClosesAllTheSame()
    {
        using var rig = new StopRig();
        using var stuck = new ManualResetEventSlim();
        rig.OnTell = () => stuck.Wait();
        rig.Venue.Hold("A/USD", 2m);
        await rig.PullAsync(flatten: true);
        await StopRig.UntilAsync(() => rig.Venue.Net["A/USD"] == 0m, "the position is closed");
        stuck.Set();
        Assert.That((await rig.EndAsync()).IsComplete, Is.True);
    }

    private static OrderIntent Order { get; } = Intents.Of(new OrderTerms.Market(Quantity.From(1m))) with { ClientOrderId = ClientOrderId.From(new("busy"), 1, StopRig.Epoch), Symbol = new("A/USD"), Side = OrderSide.Sell };
}
