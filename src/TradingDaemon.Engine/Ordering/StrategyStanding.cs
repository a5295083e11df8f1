using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Engine.Ordering;

/// <summary>Whether a strategy may enter at all: one that crashed, was switched off or ran away may not, whoever asks for it.</summary>
internal static class StrategyStanding
{
    /// <summary>Why it may not; null when it may.</summary>
    public static RiskRefusal? WhyOff(TradingAccount account, StrategyId strategy)
    {
        var condition = account.Books.Conditions.GetValueOrDefault(strategy.Text, StrategyCondition.Running);
        return condition is StrategyCondition.Running or StrategyCondition.Starting ? null : new RiskRefusal(RiskRule.StrategyEnabled, (int)StrategyCondition.Running, (int)condition, $"{strategy} is {condition}.");
    }
}
