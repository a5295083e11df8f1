using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Evaluation;

namespace TradingDaemon.Tests.Evaluation;

internal sealed class StrategyTroublesTests
{
    private static readonly StrategyId One = new("one");

    [Test]
    public void IsNews_OfATroubleAndItsEnd_OnceEach()
    {
        var troubles = new StrategyTroubles();
        StrategyCondition[] told = [StrategyCondition.Running, StrategyCondition.Recovering, StrategyCondition.Recovering, StrategyCondition.Starting, StrategyCondition.Running, StrategyCondition.Running, StrategyCondition.Disabled, StrategyCondition.Running];
        Assert.That(told.Select(condition => troubles.IsNews(One, condition)), Is.EqualTo(new[] { false, true, false, false, true, false, true, true }));
    }

    [Test]
    public void IsNews_DisabledOutOfABackoff_IsTold()
    {
        var troubles = new StrategyTroubles();
        Assert.That((troubles.IsNews(One, StrategyCondition.Recovering), troubles.IsNews(One, StrategyCondition.Disabled), troubles.IsNews(new("two"), StrategyCondition.Running)), Is.EqualTo((true, true, false)));
    }
}
