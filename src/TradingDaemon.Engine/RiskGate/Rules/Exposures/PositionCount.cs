using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Engine.Stakes;

namespace TradingDaemon.Engine.RiskGate.Rules.Exposures;

internal sealed class PositionCount() : GateRule(
    RiskRule.PositionsMax,
    "An entry in what is neither held nor being entered opens a position, and there are not so many yet: instruments that are held by whomever, or being entered; one at several venues is one. Dust is none. Off unless set.",
    "{count} positions are open, at most {limit} are.",
    [RuleKeys.Limit(nameof(RiskLimits.PositionsMax))])
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        var stakes = order.Books.Stakes;
        if (order.Limits.PositionsMax is not { } limit || stakes.Listed.Count < limit) return null;
        return OpenPositions.Beside(stakes, order.Books.Positions, order.Instrument.Id) is { } count && count >= limit ? Refuse(limit, count + 1, $"{count} positions are open, at most {limit} are.") : null;
    }
}
