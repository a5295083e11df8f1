using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Engine.Stakes;

namespace TradingDaemon.Engine.RiskGate.Rules.Exposures;

internal sealed class StrategyPositionCount() : GateRule(
    RiskRule.StrategyPositionsMax,
    "The same of the strategy's own positions. Off unless set.",
    "{count} positions of {strategy} are open, at most {limit} are.",
    [RuleKeys.Strategy(nameof(StrategySpec.PositionsMax))])
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        var (stakes, intent) = (order.Books.Stakes, order.Intent);
        if (order.Spec?.PositionsMax is not { } limit || stakes.Listed.Count < limit) return null;
        return OpenPositions.Beside(stakes, order.Books.Positions, order.Instrument.Id, intent.Strategy) is { } count && count >= limit
            ? Refuse(limit, count + 1, $"{count} positions of {intent.Strategy} are open, at most {limit} are.")
            : null;
    }
}
