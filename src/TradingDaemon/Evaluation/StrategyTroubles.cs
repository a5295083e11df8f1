using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Evaluation;

/// <summary>Which strategies are in trouble, so that the account hears of each trouble once, and of its end: whoever is not told of that enters nothing ever after.</summary>
internal sealed class StrategyTroubles
{
    private readonly HashSet<StrategyId> _in = []; // as many as there are strategies

    /// <summary>Whether the account is to be told of a strategy's condition.</summary>
    public bool IsNews(StrategyId strategy, StrategyCondition condition) => condition switch
    {
        StrategyCondition.Recovering => _in.Add(strategy),
        StrategyCondition.Disabled => Disabled(strategy),
        StrategyCondition.Running => _in.Remove(strategy),
        _ => false,
    };

    // News also of one that was in a backoff.
    private bool Disabled(StrategyId strategy)
    {
        _in.Add(strategy);
        return true;
    }
}
