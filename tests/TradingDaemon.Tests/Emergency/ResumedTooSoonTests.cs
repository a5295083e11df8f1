using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Storage.Emergency;
using TradingDaemon.Tests.Domain.Orders;
using TradingDaemon.Tests.Emergency.Support;

namespace TradingDaemon.Tests.Emergency;

/// <summary>A resume while what the stop began is not over.</summary>
public sealed class ResumedTooSoonTests
{
    /// <summary>Bug: the pull's own clearing went on after a resume, for half a minute at most, and cancelled whatever worked by then.</summary>
    [Test]
    public async Task Resume_WhileThePullsClearingGoesOn_LeavesNewOrdersAlone()
    {
        using var rig = new StopRig(StopRig.Quick with { ClearMax = TimeSpan.FromSeconds(30) });
        rig.Venue.AbsenceProvenAfter = TimeSpan.FromSeconds(10);
        var before = Intents.Of(new OrderTerms.Market(Quantity.From(1m))) with { ClientOrderId = ClientOrderId.From(new("busy"), 1, StopRig.Epoch), Symbol = new Symbol("A/USD") };
        rig.Departures.Leaves(before);
        await rig.Venue.PlaceAsync(new DurableOrder(new ApprovedOrder(before)), default); // filled a moment before the pull: it is waited for
        rig.Departures.Ended(before, new PlacementAnswer.Accepted("v"));
        _ = rig.PullAsync();
        await StopRig.UntilAsync(() => rig.Venue.Calls.Count(static call => call == "open-orders") >= 2, "it clears");
        var resumed = await rig.Stop.ResumeAsync("test", "It was a false alarm.");
        Assert.That((resumed.IsDone, rig.Gate.State), Is.EqualTo((true, EmergencyState.Active)), resumed.Message);
        var after = before with { ClientOrderId = ClientOrderId.From(new("busy"), 2, StopRig.Epoch), Terms = new OrderTerms.Limit(Quantity.From(1m), Price.From(90m), TimeInForce.GoodTilCancelled, false) };
        rig.Venue.Work(after); // trading goes on
        await StopRig.UntilAsync(() => rig.Logged.Any(static line => line.Contains("A resume ended it", StringComparison.Ordinal)), "the clearing ends");
        Assert.That(rig.Venue.Open.Select(static order => order.ClientOrderId), Is.EqualTo(new[] { after.ClientOrderId }));
        Assert.That(rig.Alerts.Recent.Select(static alert => alert.Key), Has.None.EqualTo("emergency:undone"));
    }

    /// <summary>Bug: a resume left as a file while no daemon ran passed the look for closing orders nobody knows the end of.</summary>
    [Test]
    public void Begin_AskedToResumeByFileBesideALeftOverClosingOrder_IsHalted()
    {
        using var rig = new StopRig();
        using (var closings = ClosingOrders.Open(rig.Directory, StopRig.Epoch))
            closings.Keep(id => new ApprovedOrder(Intents.Of(new OrderTerms.Market(Quantity.From(1m))) with { ClientOrderId = id, Venue = "test", Symbol = new Symbol("A/USD"), Side = OrderSide.Sell, IsReduceOnly = true }), TimeProvider.System.GetUtcNow());
        rig.Flag.Write(new(EmergencyState.Active, false, Intents.At, "cli", "All is well again."));
        rig.Stop.Begin(EmergencyState.Halted);
        Assert.That((rig.Gate.State, rig.Stop.Standing.Source), Is.EqualTo((EmergencyState.Halted, "closing-orders")));
        Assert.That(rig.Stop.Standing.Reason, Does.StartWith("Not resumed. Nobody knows the end of these closing orders: "));
    }
}
