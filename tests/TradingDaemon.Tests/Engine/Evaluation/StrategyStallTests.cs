using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Evaluation;
using TradingDaemon.Evaluation;

namespace TradingDaemon.Tests.Engine.Evaluation;

/// <summary>A strategy that never returns, on real threads: the room goes on without it on another one.</summary>
public sealed class StrategyStallTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5); // a hang fails the test; nothing waits for it to pass
    private readonly SteppedClock _clock = new();

    [Test]
    public void Step_EndlessLoop_IsAbandonedAndTheOthersGetEveryTick()
    {
        using var stuck = new ManualResetEventSlim();
        using var released = new ManualResetEventSlim();
        var (before, after) = (new ScriptedFactory("before"), ScriptedFactory.Proposing(SignalKind.Buy));
        var looping = Looping(stuck, released);
        var bench = new Bench(null, before, looping, after);
        bench.Load(Bench.Spec("before", "before"), Bench.Spec("loop", "loop"), Bench.Spec("after"));

        var first = new StallWatch(_clock, TimeSpan.FromSeconds(1), static (_, _) => { });
        StepResult? abandoned = null;
        var old = Start(() => abandoned = bench.Room.Step(TickAt(1), bench.Account, bench.Output, first));
        Assert.That(stuck.Wait(Patience), Is.True);
        Assert.That(first.Check(), Is.Null, "no time has passed");
        _clock.Advance(TimeSpan.FromSeconds(1.1));
        var slot = first.Check();
        Assert.That((slot, first.Check()), Is.EqualTo(((int?)1, (int?)null)), "a stall is told once");
        Assert.That(bench.Room.Occupant(slot!.Value).Strategy.Text, Is.EqualTo("loop"));

        var second = new StallWatch(_clock, TimeSpan.FromSeconds(1), static (_, _) => { });
        var newcomer = Start(() =>
        {
            bench.Room.MarkStalled(slot.Value, Bench.At(1), bench.Output);
            Assert.That(bench.Room.Resume(slot.Value, bench.Account, bench.Output, second), Is.EqualTo(StepResult.Done));
            Assert.That(bench.Room.Step(TickAt(1.5), bench.Account, bench.Output, second), Is.EqualTo(StepResult.Done));
        });
        Assert.That(newcomer.Join(Patience), Is.True);
        Assert.That(bench.Output.Signals.Select(static signal => (signal.Strategy.Text, signal.At)), Is.EqualTo(new[] { ("after", Bench.At(1)), ("after", Bench.At(1.5)) }));
        Assert.That(before.Made.Single().Seen, Has.Count.EqualTo(2), "the one before it is not asked twice for the same tick");
        Assert.That(bench.Report("loop").Condition, Is.EqualTo(StrategyCondition.Recovering));
        Assert.That(bench.Report("loop").Reason, Is.EqualTo("restarts on BTC/USD in 1 s after a stall: it did not return in time"));

        released.Set();
        Assert.That(old.Join(Patience), Is.True);
        Assert.That(abandoned, Is.EqualTo(StepResult.Deposed));
        Assert.That(bench.Output.Signals, Has.Count.EqualTo(2), "what the abandoned one proposed at last reaches nobody");
        bench.Step(TickAt(2.5));
        Assert.That(bench.Output.Signals.Select(static signal => signal.Strategy.Text).Skip(2), Is.EqualTo(new[] { "loop", "after" }), "its new instance starts clean");
    }

    [Test]
    public void AdvanceTo_EndlessLoopOnOneInstrument_ResumesTheSweepBehindIt()
    {
        using var stuck = new ManualResetEventSlim();
        using var released = new ManualResetEventSlim();
        var minute = TimeSpan.FromMinutes(1);
        var looping = Looping(stuck, released);
        var calm = new ScriptedFactory { Needs = new StrategyNeeds(EveryEvent: false, minute, 0) };
        looping.Needs = calm.Needs;
        var bench = new Bench(null, looping, calm);
        bench.Load(Bench.Spec("loop", "loop", minute), Bench.Spec("calm", bars: minute, symbols: ["BTC/USD", "ETH/USD"]));
        bench.Quote(1);
        bench.Quote(1, instrument: 1);

        var watch = new StallWatch(_clock, TimeSpan.FromSeconds(1), static (_, _) => { });
        StepResult? abandoned = null;
        var old = Start(() => abandoned = bench.Room.AdvanceTo(Bench.At(62), bench.Account, bench.Output, watch));
        Assert.That(stuck.Wait(Patience), Is.True);
        _clock.Advance(TimeSpan.FromSeconds(2));
        var slot = watch.Check()!.Value;
        bench.Room.MarkStalled(slot, Bench.At(62), bench.Output);
        Assert.That(bench.Room.Resume(slot, bench.Account, bench.Output, NullWatch.Instance), Is.EqualTo(StepResult.Done));
        Assert.That(calm.Made.Select(static made => made.Seen.Count), Is.EqualTo(new[] { 1, 1 }));
        released.Set();
        Assert.That((old.Join(Patience), abandoned), Is.EqualTo((true, StepResult.Deposed)));
    }

    [Test]
    public void Step_FactoryNeverReturns_IsAbandonedToo()
    {
        using var stuck = new ManualResetEventSlim();
        using var released = new ManualResetEventSlim();
        var factory = new ScriptedFactory();
        factory.OnCreate = _ =>
        {
            stuck.Set();
            released.Wait(Patience);
        };
        var bench = new Bench(null, factory);
        bench.Load(Bench.Spec("one"));
        var watch = new StallWatch(_clock, TimeSpan.FromSeconds(1), static (_, _) => { });
        StepResult? abandoned = null;
        var old = Start(() => abandoned = bench.Room.Step(TickAt(1), bench.Account, bench.Output, watch));
        Assert.That(stuck.Wait(Patience), Is.True);
        _clock.Advance(TimeSpan.FromSeconds(2));
        bench.Room.MarkStalled(watch.Check()!.Value, Bench.At(1), bench.Output);
        factory.OnCreate = static _ => { };
        released.Set();
        Assert.That((old.Join(Patience), abandoned), Is.EqualTo((true, StepResult.Deposed)));
        bench.Quote(2);
        Assert.That((factory.Made.Count, factory.Made[0].Seen.Count, factory.Made[1].Seen.Count), Is.EqualTo((2, 0, 1)), "what the abandoned thread made is never seated");
    }

    [Test]
    public void Step_WatchRefusesAtTheDoor_TouchesNothing()
    {
        var factory = new ScriptedFactory();
        var bench = new Bench(null, factory) { Watch = new RefusingWatch(entriesAllowed: 0) };
        bench.Load(Bench.Spec("one"), Bench.Spec("two"));
        Assert.That((bench.Quote(1), factory.Made.Count), Is.EqualTo((StepResult.Deposed, 0)));
        bench.Watch = new RefusingWatch(entriesAllowed: 1);
        Assert.That((bench.Quote(2), factory.Made.Count, factory.Made[0].Seen.Count), Is.EqualTo((StepResult.Deposed, 1, 0)));
        Assert.That(bench.Room.Resume(0, bench.Account, bench.Output, new RefusingWatch(entriesAllowed: 0)), Is.EqualTo(StepResult.Deposed));
        bench.Watch = NullWatch.Instance;
        Assert.That(bench.Room.Resume(1, bench.Account, bench.Output, bench.Watch), Is.EqualTo(StepResult.Done));
        Assert.That(bench.Room.Resume(99, bench.Account, bench.Output, bench.Watch), Is.EqualTo(StepResult.Done));
    }

    [Test]
    public void Resume_WithNothingLeft_IsDone()
    {
        var bench = new Bench();
        Assert.That(bench.Room.Resume(0, bench.Account, bench.Output, bench.Watch), Is.EqualTo(StepResult.Done));
    }

    [Test]
    public void AdvanceTo_WatchRefuses_IsDeposed()
    {
        var minute = TimeSpan.FromMinutes(1);
        var bench = new Bench(null, new ScriptedFactory { Needs = new StrategyNeeds(EveryEvent: false, minute, 0) });
        bench.Load(Bench.Spec("one", bars: minute));
        bench.Quote(1);
        Assert.That(bench.Room.AdvanceTo(Bench.At(100), bench.Account, bench.Output, new RefusingWatch(0)), Is.EqualTo(StepResult.Deposed));
    }

    private static ScriptedFactory Looping(ManualResetEventSlim stuck, ManualResetEventSlim released) => new("loop")
    {
        Script = (in MarketView _, ISignalSink signals) =>
        {
            stuck.Set();
            while (!released.IsSet) Thread.SpinWait(100);
            signals.Propose(new SignalProposal(SignalKind.Sell, 1, "too late"));
        },
    };

    private static global::TradingDaemon.Domain.MarketData.RawTick TickAt(double seconds) =>
        global::TradingDaemon.Domain.MarketData.RawTick.OfQuote(new global::TradingDaemon.Domain.Instruments.InstrumentId(0), Bench.At(seconds), Bench.At(seconds), 100m, 1m, 100.05m, 1m);

    private static Thread Start(Action work)
    {
        var thread = new Thread(() => work()) { IsBackground = true };
        thread.Start();
        return thread;
    }

    private sealed class RefusingWatch(int entriesAllowed) : IEvaluationWatch
    {
        private int _entries;

        public bool Enter(int slot) => _entries++ < entriesAllowed;

        public bool Leave(int slot) => true;
    }
}
