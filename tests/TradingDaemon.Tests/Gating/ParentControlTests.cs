using NUnit.Framework;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Gating;
using TradingDaemon.Operations.Parents;
using TradingDaemon.Tests.Engine.Algorithms;

namespace TradingDaemon.Tests.Gating;

/// <summary>A person ends a parent order of a running engine.</summary>
public sealed class ParentControlTests
{
    [Test]
    public async Task Cancel_OfAParentThatWorks_EndsIt_AndOfAnotherSaysThatThereIsNone()
    {
        var world = new ParentWorld(ParentWorld.Twap with { Horizon = TimeSpan.FromDays(36_500) }) { Fills = false }; // the rig has a clock of its own
        world.Buy(10m);
        var number = world.Parent!.Order.Id.Number;
        using var rig = new GatingRig(world.Bench);
        var lines = ParentLines.Of(world.Bench.Engine.Account);
        Assert.That(lines.Single(), Is.EqualTo(new ParentLine(number, "twap", "alpha", "BTC/USD", "buy", 10m, 0m, 1m, 1, world.Parent.Order.StartAt, world.Parent.Order.EndAt, null, null)));
        await rig.Gating.StartAsync(default);
        var control = new ParentControl(rig.Gating, rig.Topology);
        var unknown = await control.CancelAsync(new ParentRequest(999, "anna")).WaitAsync(GatingRig.Patience);
        Assert.That((unknown.IsDone, unknown.Message), Is.EqualTo((false, "No parent order 999 works; it has ended, or there never was one.")));
        var done = await control.CancelAsync(new ParentRequest(number, "anna")).WaitAsync(GatingRig.Patience);
        Assert.That((done.IsDone, done.Message), Is.EqualTo((true, $"Parent order {number} is ended: no further parts, those at work are cancelled. 0 of 10 is filled.")));
        using var patience = new CancellationTokenSource(GatingRig.Patience);
        ParentState? parent;
        do parent = await rig.Gating.LookAsync(static engine => engine.Account.Books.Parents.All[0]).WaitAsync(patience.Token);
        while (parent.Ending is null);
        Assert.That((parent.Ending, parent.EndingReason), Is.EqualTo(((ParentEnd?)ParentEnd.Cancelled, "Cancelled by anna.")));
        Assert.That((await control.CancelAsync(new ParentRequest(number, "bert")).WaitAsync(GatingRig.Patience)).Message, Is.EqualTo($"Parent order {number} was ending already: Cancelled by anna."));
    }
}
