using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Operations.Control;
using TradingDaemon.Storage.Emergency;
using TradingDaemon.Tests.Domain.Orders;
using TradingDaemon.Tests.Emergency.Support;

namespace TradingDaemon.Tests.Emergency;

/// <summary>Bug: trading went on beside a closing order whose end nobody knew, which then sold what had been bought anew.</summary>
public sealed class ResumeTests
{
    private const string Reason = "All is well again.";

    [Test]
    public async Task Resume_WhileAClosingOrderIsUnderWay_IsRefusedNamingItAndTheLiquidationGoesOn()
    {
        using var rig = new StopRig(StopRig.Quick with { FillWait = TimeSpan.FromMinutes(1) });
        rig.Venue.Hold("A/USD", 1m);
        rig.Venue.OnPlace = static _ => (new PlacementAnswer.Accepted("v"), null);
        await rig.PullAsync(flatten: true);
        await StopRig.UntilAsync(() => !rig.Venue.Placed.IsEmpty, "a closing order works");
        var answer = await rig.Stop.ResumeAsync("test", Reason);
        Assert.That((answer.IsDone, rig.Stop.Standing.State, rig.Stop.Current.IsFlattening), Is.EqualTo((false, EmergencyState.Halted, true)));
        Assert.That(answer.Message, Does.Contain($"{rig.Venue.Placed.Single().ClientOrderId} (Sell 1 A/USD at test)"));
        await rig.Stop.EndAsync(CancellationToken.None);
    }

    [Test]
    public async Task Resume_BetweenTwoClosingOrders_EndsTheLiquidationThere()
    {
        using var rig = new StopRig(StopRig.Quick with { OrdersPerMinuteMax = 1 });
        rig.Venue.Hold("A/USD", 2m);
        rig.Venue.Hold("B/USD", 1m);
        await rig.PullAsync(flatten: true);
        await StopRig.UntilAsync(() => rig.Stop.Current.Report!.Closes.Any(static line => line.Outcome == "Filled"), "the first one is through and the second one waits for its minute");
        var answer = await rig.Stop.ResumeAsync("test", Reason);
        Assert.That((answer.IsDone, rig.Gate.State, rig.Stop.Current.IsFlattening, rig.Venue.Placed.Count), Is.EqualTo((true, EmergencyState.Active, false, 1)), answer.Message);
    }

    [Test]
    public async Task Resume_ClosingOrderLeftOverFromAKill_IsRefusedWhileNobodyKnowsItsEndAndNotAfterwards()
    {
        using var rig = new StopRig();
        var left = LeftOver(rig);
        rig.Venue.Work(left.Intent);
        rig.Venue.IsDeafToCancels = true;
        rig.Stop.Begin(EmergencyState.Halted);
        var refused = await rig.Stop.ResumeAsync("test", Reason);
        Assert.That((refused.IsDone, rig.Gate.State), Is.EqualTo((false, EmergencyState.Halted)));
        Assert.That(refused.Message, Does.Contain($"{left.Intent.ClientOrderId} (Sell 1 A/USD at test)"));
        rig.Venue.IsDeafToCancels = false;
        Assert.That((await rig.Stop.ResumeAsync("test", Reason)).IsDone, Is.True, "it was cancelled at the venue, and that is known");
        using var closings = ClosingOrders.Open(rig.Directory, StopRig.Epoch);
        Assert.That(closings.Unsettled, Is.Empty);
    }

    [Test]
    public async Task Resume_ClosingOrdersThatCannotBeRead_IsRefused()
    {
        using var rig = new StopRig();
        await rig.PullToTheEndAsync();
        rig.Broken.Add("closings");
        var answer = await rig.Stop.ResumeAsync("test", Reason);
        Assert.That((answer.IsDone, rig.Gate.State), Is.EqualTo((false, EmergencyState.Halted)));
        Assert.That(answer.Message, Does.Contain("cannot be read").And.Contain("No space left"));
    }

    /// <summary>Bug: a resume was answered with the steps of the pull before it.</summary>
    [TestCase(false, "Nothing else blocks entries."), TestCase(true, "Entries are still blocked: CircuitOpen at test: Too many orders failed.")]
    public async Task Resume_Answered_TellsWhatTheResumeDidTheStateSinceWhenAndTheBlocksLeft(bool isBlocked, string said)
    {
        using var rig = new StopRig();
        await rig.PullToTheEndAsync();
        if (isBlocked) rig.Blocks.Add("CircuitOpen at test: Too many orders failed.");
        var answer = await rig.Stop.ResumeAsync("test", Reason);
        var report = answer.Emergency!.Report!;
        Assert.That(answer.Message, Does.StartWith($"ACTIVE since {rig.Stop.Standing.Since:u}").And.EndWith(said));
        Assert.That((report.Act, report.Reason, report.BlocksLeft.Length, answer.Emergency.State), Is.EqualTo((EmergencyAct.Resume, Reason, isBlocked ? 1 : 0, EmergencyState.Active)));
        Assert.That(report.Steps.Select(static step => step.Name), Is.EqualTo(new[] { "closing-orders", "flag", "engine", "gate" }));
    }

    [Test]
    public async Task Resume_EngineThatDoesNotTellItsBlocks_SaysSo()
    {
        using var rig = new StopRig();
        await rig.PullToTheEndAsync();
        rig.Broken.Add("blocks");
        var answer = await rig.Stop.ResumeAsync("test", Reason);
        Assert.That((answer.IsDone, rig.Gate.State), Is.EqualTo((true, EmergencyState.Active)));
        Assert.That(answer.Message, Does.Contain("does not tell"));
    }

    private static DurableOrder LeftOver(StopRig rig)
    {
        using var closings = ClosingOrders.Open(rig.Directory, StopRig.Epoch);
        return closings.Keep(id => new ApprovedOrder(Intents.Of(new OrderTerms.Market(Quantity.From(1m))) with { ClientOrderId = id, Venue = "test", Symbol = new("A/USD"), Side = OrderSide.Sell, IsReduceOnly = true }), TimeProvider.System.GetUtcNow());
    }
}
