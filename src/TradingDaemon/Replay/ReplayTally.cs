using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Replay;

/// <summary>Counts facts for the report at the end.</summary>
internal sealed class ReplayTally
{
    private readonly Dictionary<StrategyId, (long Orders, long Fills)> _strategies = [];
    private decimal _peak;

    /// <summary>Orders decided.</summary>
    public long Orders { get; private set; }

    /// <summary>Fills booked.</summary>
    public long Fills { get; private set; }

    /// <summary>Stored refusals by rule.</summary>
    public SortedDictionary<RiskRule, long> Refused { get; } = [];

    /// <summary>Largest fall of equity from its highest value so far, as a fraction of that value; looked at each time rooms are told the time.</summary>
    public decimal DrawdownMax { get; private set; }

    /// <summary>Orders and fills of one strategy.</summary>
    public (long Orders, long Fills) Of(StrategyId strategy) => _strategies.GetValueOrDefault(strategy);

    /// <summary>Counts a fact.</summary>
    public void Count(Fact fact)
    {
        switch (fact)
        {
            case Fact.OrderIntended { Intent.Strategy: var strategy }:
                Orders++;
                _strategies[strategy] = (Of(strategy).Orders + 1, Of(strategy).Fills);
                break;
            case Fact.FillBooked { Strategy: var strategy }:
                Fills++;
                _strategies[strategy] = (Of(strategy).Orders, Of(strategy).Fills + 1);
                break;
            case Fact.SignalRefused refused:
                Refused[refused.Rule] = Refused.GetValueOrDefault(refused.Rule) + 1;
                break;
            default: break; // the rest shows in the books
        }
    }

    /// <summary>Looks at equity for the drawdown; null is no observation.</summary>
    public void SeeEquity(decimal? equity)
    {
        if (equity is not { } value) return;
        if (value > _peak) _peak = value;
        else if (_peak > 0m) DrawdownMax = Math.Max(DrawdownMax, (_peak - value) / _peak);
    }
}
