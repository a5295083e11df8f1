using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Exposures;

internal sealed class PositionNotional() : GateRule(
    RiskRule.PositionNotionalMax,
    "The position in the instrument, counted as for PositionMax, is worth so much money at most. Off unless set.",
    "Position in {symbol} would be worth {asked}, the limit is {limit}.",
    [RuleKeys.Limit(nameof(RiskLimits.PositionNotionalMaxAccount))],
    isCap: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        if (order.Limits.PositionNotionalMaxAccount is not { } limit) return null;
        if (order.PairValueAtWorst is not { } asked) return Unjudged(limit, $"Position in {order.Intent.Symbol} would be worth an unknown amount, the limit is {limit:0.####}.");
        return asked <= limit ? null : Refuse(limit, asked, $"Position in {order.Intent.Symbol} would be worth {asked:0.####}, the limit is {limit:0.####}.");
    }
}
