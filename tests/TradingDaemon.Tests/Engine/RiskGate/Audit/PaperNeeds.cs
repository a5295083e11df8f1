using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Tests.Engine.RiskGate.Audit;

/// <summary>What strategies need to enter, as the auditor is told it: an equity, and others that run.</summary>
internal sealed class PaperNeeds
{
    private readonly HashSet<StrategyId> _off = [];

    /// <summary>A strategy that another may depend on is paused, or runs again: noted, and to be told to the account.</summary>
    public Command Toggle(StrategyId strategy)
    {
        var isOff = _off.Add(strategy);
        if (!isOff) _off.Remove(strategy);
        return new Command.StrategyChanged(strategy, isOff ? StrategyCondition.Paused : StrategyCondition.Running, "test");
    }

    public IEnumerable<PaperBreach> Broken(OrderIntent entry, StrategySpec spec, decimal equity, decimal slack)
    {
        if (equity < spec.CapitalMinAccount - slack) yield return new(RiskRule.StrategyCapitalMin, $"{entry.Strategy} enters at an equity of {equity}");
        foreach (var needed in spec.DependsOn.Where(_off.Contains)) yield return new(RiskRule.StrategyDependency, $"{entry.Strategy} enters without {needed}");
    }
}
