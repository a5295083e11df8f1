using NUnit.Framework;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Algorithms;

/// <summary>What was so when the entry was decided need not be so when its last child is sent.</summary>
public sealed class ChildStandingTests
{
    /// <summary>Bug: a strategy that had crashed proposed nothing more, and its parent order went on buying for it.</summary>
    [TestCase(StrategyCondition.Recovering), TestCase(StrategyCondition.Paused)]
    public void Child_OfAStrategyThatMayNotEnter_WaitsUntilItMay(StrategyCondition condition)
    {
        var world = new ParentWorld(ParentWorld.Twap);
        world.Buy(10m);
        world.Bench.Command(new Command.StrategyChanged(AccountBench.Alpha, condition, "It threw."));
        world.Pass(120);
        Assert.That((world.Children.Count(), world.Parent!.Ending), Is.EqualTo((1, (ParentEnd?)null)));
        Assert.That(world.Bench.Refusals.Select(static refused => refused.Rule).Distinct(), Is.EqualTo(new[] { RiskRule.StrategyEnabled }));
        world.Bench.Command(new Command.StrategyChanged(AccountBench.Alpha, StrategyCondition.Running, "Its backoff is over."));
        world.Pass(480);
        Assert.That((world.FilledBase, world.End!.Why), Is.EqualTo((10m, ParentEnd.Completed)));
    }

    /// <summary>Bug: with smart routing off nobody asked of a child what its strategy pays at most; it was asked of the signal alone.</summary>
    [TestCase(0.002, 2), TestCase(0.0019, 1)]
    public void Child_AtASpreadAboveWhatItsStrategyPays_Waits(double mostFraction, int sent)
    {
        var world = new ParentWorld(ParentWorld.Twap, spec => spec with { SlippageMaxFraction = (decimal)mostFraction });
        world.Buy(10m);
        (world.Bid, world.Ask) = (99.9m, 100.1m); // a fifth of a percent: as much as is paid for coins
        world.Pass(60);
        Assert.That(world.Children.Count(), Is.EqualTo(sent));
        if (sent == 1) Assert.That(world.Bench.Refusals.Last().Rule, Is.EqualTo(RiskRule.SlippageMax));
    }
}
