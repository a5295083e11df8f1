using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Evaluation;
using TradingDaemon.Gating;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Tests.Gating;

public sealed class StrategyLinesTests
{
    /// <summary>Bug: with several shards the status showed every strategy once a shard.</summary>
    [Test]
    public void Of_TheReportsOfSeveralShards_IsOneLineAStrategy()
    {
        var lines = StrategyLines.Of([
            Report("a", StrategyCondition.Running, faults: 1), Report("b", StrategyCondition.Running),
            Report("a", StrategyCondition.Recovering, faults: 2, "restarts in 4 s"), Report("b", StrategyCondition.Idle)]);
        Assert.That(lines, Is.EqualTo(new[]
        {
            new StrategyLine("a", "noise", StrategyCondition.Recovering, 3, 3, "restarts in 4 s"),
            new StrategyLine("b", "noise", StrategyCondition.Running, 3, 0, "because"),
        }));
    }

    [TestCase(StrategyCondition.Disabled, StrategyCondition.Recovering, StrategyCondition.Disabled)]
    [TestCase(StrategyCondition.Disabled, StrategyCondition.Running, StrategyCondition.Disabled)]
    [TestCase(StrategyCondition.Recovering, StrategyCondition.Paused, StrategyCondition.Recovering)]
    [TestCase(StrategyCondition.Paused, StrategyCondition.Running, StrategyCondition.Paused)]
    [TestCase(StrategyCondition.Starting, StrategyCondition.Running, StrategyCondition.Running)]
    [TestCase(StrategyCondition.Idle, StrategyCondition.Starting, StrategyCondition.Starting)]
    [TestCase(StrategyCondition.Stopped, StrategyCondition.Idle, StrategyCondition.Idle)]
    public void Of_TwoShards_ShowsTheWorse(StrategyCondition one, StrategyCondition other, StrategyCondition shown)
    {
        Assert.That(StrategyLines.Of([Report("a", one), Report("a", other)]).Single().Condition, Is.EqualTo(shown));
        Assert.That(StrategyLines.Of([Report("a", other), Report("a", one)]).Single().Condition, Is.EqualTo(shown));
    }

    [Test]
    public void Of_EveryCondition_IsKept([Values] StrategyCondition condition) => Assert.That(StrategyLines.Of([Report("a", condition)]).Single().Condition, Is.EqualTo(condition));

    [Test]
    public void Of_NoReports_IsNoLines() => Assert.That(StrategyLines.Of([]), Is.Empty);

    private static StrategyReport Report(string id, StrategyCondition condition, long faults = 0, string reason = "because") =>
        new(new StrategyId(id), "noise", condition, reason, default, null, 10, 1, 0, 0, 0, faults, Instruments: 3);
}
