using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Exposures;

internal sealed class PositionShare() : GateRule(
    RiskRule.PositionMax,
    "The position in the instrument, at every venue that lists it, all strategies together and with every entry in flight, is such a share of equity at most; longs and shorts of several strategies make no room for each other.",
    "Position in {symbol} would be {asked}, the limit is {limit}.",
    [RuleKeys.Limit(nameof(RiskLimits.PositionMaxFraction))],
    isCap: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        var limit = order.PositionMaxFraction;
        if (order.ShareWith(order.Exposure.ListedOthers) is not { } share) return Unjudged(limit, $"Position in {order.Intent.Symbol} would be unknown, the limit is {limit:0.####}.");
        return share <= limit ? null : Refuse(limit, share, $"Position in {order.Intent.Symbol} would be {share:0.####}, the limit is {limit:0.####}.");
    }
}
