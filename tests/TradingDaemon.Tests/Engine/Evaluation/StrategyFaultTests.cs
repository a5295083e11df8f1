using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Evaluation;

namespace TradingDaemon.Tests.Engine.Evaluation;

public sealed class StrategyFaultTests
{
    private readonly ScriptedFactory _bad = new("bad");
    private readonly ScriptedFactory _good = ScriptedFactory.Proposing(SignalKind.Buy);
    private Bench _bench = new();
    private bool _throws;

    [SetUp]
    public void MakeBench()
    {
        _throws = true;
        _bad.Made.Clear();
        _bad.OnCreate = static _ => { };
        _bad.Script = (in MarketView _, ISignalSink signals) =>
        {
            signals.Propose(new SignalProposal(SignalKind.Sell, 1, "before the throw"));
            if (_throws) throw new InvalidOperationException("window is empty");
        };
        _bench = new Bench(null, _bad, _good);
        _bench.Load(Bench.Spec("bad", "bad", symbols: ["BTC/USD", "ETH/USD"]), Bench.Spec("good"));
        _bench.Output.Moves.Clear();
    }

    [Test]
    public void Step_Throw_DiscardsTheInstanceAndTheOthersNeverNotice()
    {
        _bench.Quote(1);
        Assert.That(_bench.Output.Signals.Select(static signal => signal.Strategy.Text), Is.EqualTo(new[] { "good" }), "what was proposed before the throw is void");
        Assert.That(_bench.Output.Moves, Does.Contain(("bad", StrategyCondition.Recovering, "restarts on BTC/USD in 1 s after InvalidOperationException: window is empty")));
        _throws = false;
        _bench.Quote(1.5, instrument: 1);
        Assert.That(_bench.Output.Signals, Has.Count.EqualTo(2), "its instance on another instrument goes on");
        Assert.That(_bench.Report("bad").Condition, Is.EqualTo(StrategyCondition.Recovering));
        _bench.Quote(1.9);
        Assert.That(_bad.Made, Has.Count.EqualTo(2), "the backoff is not over");
        _bench.Quote(2);
        Assert.That((_bad.Made.Count, _bench.Report("bad").Condition, _bench.Report("bad").Faults), Is.EqualTo((3, StrategyCondition.Running, 1L)));
    }

    /// <summary>Bug: a strategy that was to be left alone for a second was left alone for as long as the machine's clock was set back.</summary>
    [Test]
    public void Step_AfterAClockThatWasSetBack_SeatsANewInstance()
    {
        _bench.Quote(1);
        _throws = false;
        _bench.Quote(1.5);
        Assert.That(_bad.Made, Has.Count.EqualTo(1), "its backoff is not over");
        _bench.Quote(-3_600);
        Assert.That((_bad.Made.Count, _bench.Report("bad").Condition), Is.EqualTo((2, StrategyCondition.Running)));
    }

    [Test]
    public void Step_ThrowsPastTheBudget_DisablesWithTheReason()
    {
        foreach (var second in new[] { 0, 0.9, 1, 2.9, 3, 6.9, 7, 7.1, 100 }) _bench.Quote(second);
        Assert.That(_bad.Made, Has.Count.EqualTo(4), "backoff of 1, 2 and 4 seconds, then never");
        Assert.That(_bench.Output.Moves.Where(static move => move.Strategy == "bad" && move.Condition != StrategyCondition.Running).Select(static move => (move.Condition, move.Reason)), Is.EqualTo(new[]
        {
            (StrategyCondition.Recovering, "restarts on BTC/USD in 1 s after InvalidOperationException: window is empty"),
            (StrategyCondition.Recovering, "restarts on BTC/USD in 2 s after InvalidOperationException: window is empty"),
            (StrategyCondition.Recovering, "restarts on BTC/USD in 4 s after InvalidOperationException: window is empty"),
            (StrategyCondition.Disabled, "more than 3 restarts within 300 s; last on BTC/USD: InvalidOperationException: window is empty"),
        }));
        Assert.That((_bench.Output.Signals.Count, _bench.Report("good").Condition), Is.EqualTo((9, StrategyCondition.Running)));
    }

    [Test]
    public void Step_ThrowsSpreadOverTime_NeverUseUpTheBudget()
    {
        for (var i = 0; i < 20; i++) _bench.Quote(i * 150);
        Assert.That((_bad.Made.Count, _bench.Report("bad").Condition), Is.EqualTo((20, StrategyCondition.Recovering)));
    }

    [Test]
    public void Backoff_ManyRestarts_NeverExceedsItsMaximum()
    {
        var bench = new Bench(new EvaluationOptions { RestartsMax = 100, BackoffMax = TimeSpan.FromSeconds(60), RestartWindow = TimeSpan.FromDays(1) }, _bad);
        bench.Load(Bench.Spec("bad", "bad"));
        for (var i = 0; i < 80; i++) bench.Quote(i * 60);
        Assert.That(bench.Output.Moves[^1].Reason, Does.StartWith("restarts on BTC/USD in 60 s"));
        Assert.That(_bad.Made, Has.Count.EqualTo(80));
    }

    [Test]
    public void Switch_OnAfterDisabled_GivesAFreshBudget()
    {
        foreach (var second in new[] { 0, 1, 3, 7 }) _bench.Quote(second);
        Assert.That(_bench.Report("bad").Condition, Is.EqualTo(StrategyCondition.Disabled));
        _bench.Load(Bench.Spec("bad", "bad", symbols: ["BTC/USD", "ETH/USD"]), Bench.Spec("good"));
        Assert.That(_bench.Report("bad").Condition, Is.EqualTo(StrategyCondition.Disabled), "loading the same again is no pardon");
        _throws = false;
        _bench.Room.Switch(new StrategyId("bad"), on: true, Bench.At(8), _bench.Output);
        _bench.Quote(9);
        Assert.That(_bench.Report("bad").Condition, Is.EqualTo(StrategyCondition.Running));
    }

    [Test]
    public void Step_FactoryThrows_CountsAsAFault()
    {
        _bad.OnCreate = static instrument => throw new ArgumentException(new string('x', 1_000) + instrument.Symbol);
        _bench.Quote(1);
        Assert.That((_bench.Report("bad").Condition, _bench.Report("bad").Faults, _bench.Report("bad").Evaluations), Is.EqualTo((StrategyCondition.Recovering, 1L, 0L)));
        Assert.That(_bench.Report("bad").Reason, Has.Length.LessThan(350));
        _bad.OnCreate = static _ => { };
        _throws = false;
        _bench.Quote(2);
        Assert.That(_bench.Report("bad").Condition, Is.EqualTo(StrategyCondition.Running));
    }
}
