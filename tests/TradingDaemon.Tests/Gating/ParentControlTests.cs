using NUnit.Framework;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Gating;
using TradingDaemon.Operations.Parents;
using TradingDaemon.Tests.Engine.Algorithms;

namespace TradingDaemon.Tests.Gating;

/// <summary>A person halts, resumes and ends a parent order of a running engine.</summary>
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
        Assert.That(lines.Single(), Is.EqualTo(new ParentLine(number, "twap", "alpha", "BTC/USD", "buy", 10m, 0m, 1m, 1, world.Parent.Order.StartAt, world.Parent.Order.EndAt, null, null, null)));
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

    [Test]
    public async Task Pause_AndResume_AreDoneOnce_AndTellByWhom()
    {
        var world = new ParentWorld(ParentWorld.Twap with { Horizon = TimeSpan.FromDays(36_500) }) { Fills = false };
        world.Buy(10m);
        var (number, until) = (world.Parent!.Order.Id.Number, $"{world.Parent.Order.EndAt:u}");
        using var rig = new GatingRig(world.Bench);
        await rig.Gating.StartAsync(default);
        var control = new ParentControl(rig.Gating, rig.Topology);
        Assert.That((await control.PauseAsync(new ParentRequest(999, "anna")).WaitAsync(GatingRig.Patience)).IsDone, Is.False);
        Assert.That(await control.ResumeAsync(new ParentRequest(number, "anna")).WaitAsync(GatingRig.Patience), Is.EqualTo(new ParentAnswer(true, $"Parent order {number} was not paused.")));
        Assert.That(await control.PauseAsync(new ParentRequest(number, "anna", "The news.")).WaitAsync(GatingRig.Patience),
            Is.EqualTo(new ParentAnswer(true, $"Parent order {number} is paused: no further parts until it is resumed, those at work are cancelled. 0 of 10 is filled. Its time goes on until {until}.")));
        await UntilAsync(rig, static parent => parent.Paused is not null);
        Assert.That((await rig.Gating.LookAsync(static engine => ParentLines.Of(engine.Account))).Single().Paused, Is.EqualTo("Paused by anna: The news."));
        Assert.That((await control.PauseAsync(new ParentRequest(number, "bert")).WaitAsync(GatingRig.Patience)).Message, Is.EqualTo($"Parent order {number} was paused already: Paused by anna: The news."));
        Assert.That(await control.ResumeAsync(new ParentRequest(number, "bert")).WaitAsync(GatingRig.Patience), Is.EqualTo(new ParentAnswer(true, $"Parent order {number} goes on until {until}. 0 of 10 is filled.")));
        await UntilAsync(rig, static parent => parent.Paused is null);
        await control.CancelAsync(new ParentRequest(number, "anna")).WaitAsync(GatingRig.Patience);
        await UntilAsync(rig, static parent => parent.Ending is not null);
        Assert.That((await control.ResumeAsync(new ParentRequest(number, "anna")).WaitAsync(GatingRig.Patience)).IsDone, Is.False);
        Assert.That((await control.PauseAsync(new ParentRequest(number, "anna")).WaitAsync(GatingRig.Patience)).IsDone, Is.False);
    }

    private static async Task UntilAsync(GatingRig rig, Func<ParentState, bool> isSo)
    {
        using var patience = new CancellationTokenSource(GatingRig.Patience);
        while (!isSo(await rig.Gating.LookAsync(static engine => engine.Account.Books.Parents.All[0]).WaitAsync(patience.Token))) { }
    }
}
