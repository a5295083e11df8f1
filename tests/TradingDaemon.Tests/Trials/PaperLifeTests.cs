using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Account;
using TradingDaemon.Pipeline;
using TradingDaemon.Replay;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Trials;

namespace TradingDaemon.Tests.Trials;

/// <summary>What interrupts a trial is neither its fault nor to its credit.</summary>
internal sealed class PaperLifeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Bug: the time a process stood still counted as traded, and whoever looked first after it called the trial broken.</summary>
    [Test]
    public void Run_OfAProcessThatStoodStill_GoesOnAndCountsNothingOfThatTime()
    {
        using var stage = new PaperStage();
        var run = new PaperRun(stage.Order, stage.Config, stage.Directory, new Clocks(stage.Clock, stage.Clock));
        for (var i = 0; i < 10; i++) Turn();
        stage.Clock.Advance(TimeSpan.FromHours(23)); // a laptop is shut, a machine is paused
        Assert.That(run.LookBroken(), Is.Null, "the first look after it");
        for (var i = 0; i < 10; i++) Turn();
        Assert.That(run.LookBroken(), Is.Null);
        Assert.That(run.Figures.Lasted, Is.InRange(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(2)));
        run.End();
        Assert.That(run.Ended.Wait(Patience), Is.True);

        void Turn() => PaperLifeTests.Turn(stage, run);
    }

    /// <summary>Bug: a process that stood still between two looks at the time of one turn counted the standstill as traded.</summary>
    [Test]
    public void Run_OfAProcessThatStoodStillAtWhateverLookAtTheTime_CountsNothingOfIt([Range(1, 6)] int look)
    {
        using var stage = new PaperStage();
        var clock = new LeapingClock(stage.Clock);
        var run = new PaperRun(stage.Order, stage.Config, stage.Directory, new Clocks(stage.Clock, clock));
        for (var i = 0; i < 5; i++) Turn(stage, run);
        clock.LeapAt(look);
        Assert.That(SpinWait.SpinUntil(() => clock.HasLept, Patience), Is.True);
        for (var i = 0; i < 5; i++) Turn(stage, run);
        Assert.That(run.Figures.Lasted, Is.InRange(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(2)));
        run.End();
        Assert.That(run.Ended.Wait(Patience), Is.True);
    }

    /// <summary>Bug: a strategy that failed once was never told to run again on paper and in replays, and entered nothing ever after.</summary>
    [Test]
    public void Strategy_ThatFailedOnceAndRunsAgain_MayEnterAsItMayLive()
    {
        using var stage = new PaperStage();
        var engine = new AccountEngine(PaperWorld.SetupOf(stage.Order.Live, stage.Order.Tier), new AccountState());
        engine.Boot(1, 1, "v", stage.Clock.GetUtcNow());
        var output = new ReplayOutput(engine) { Now = stage.Clock.GetUtcNow() };
        output.OnStrategyMoved(new StrategyId("momentum"), StrategyCondition.Recovering, "it threw");
        Assert.That(engine.Account.Books.Conditions["momentum"], Is.EqualTo(StrategyCondition.Recovering));
        output.OnStrategyMoved(new StrategyId("momentum"), StrategyCondition.Running, "it is warm again");
        Assert.That(engine.Account.Books.Conditions.GetValueOrDefault("momentum"), Is.Not.EqualTo(StrategyCondition.Recovering));
    }

    // A look at it after two more seconds.
    private static void Turn(PaperStage stage, PaperRun run)
    {
        var before = run.Figures;
        stage.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.That(SpinWait.SpinUntil(() => !ReferenceEquals(run.Figures, before), Patience), Is.True, run.LookBroken());
    }

    // Stands still for most of a day just before the look it was told of.
    private sealed class LeapingClock(TimerClock inner) : TimeProvider
    {
        private int _left;

        public bool HasLept { get; private set; }

        public void LeapAt(int look) => Volatile.Write(ref _left, look);

        public override DateTimeOffset GetUtcNow()
        {
            if (Interlocked.Decrement(ref _left) == 0)
            {
                inner.Advance(TimeSpan.FromHours(23));
                HasLept = true;
            }

            return inner.GetUtcNow();
        }
    }
}
