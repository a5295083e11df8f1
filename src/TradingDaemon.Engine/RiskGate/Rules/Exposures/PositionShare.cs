using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Exposures;

internal sealed class PositionShare() : GateRule(
    RiskRule.PositionMax,
    "The position in the instrument, all strategies together and with everything in flight on its side, is such a share of equity at most.",
    "Position in {symbol} would be {asked}, the limit is {limit}.",
    [RuleKeys.Limit(nameof(RiskLimits.PositionMaxFraction))],
    isCap: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        var limit = order.Limits.PositionMaxFraction;
        if (order.ShareAfter(order.Books.Positions.NetBase(order.Instrument.Id), order.Exposure.OwnSideBase) is not { } share)
            return Unjudged(limit, $"Position in {order.Intent.Symbol} would be unknown, the limit is {limit:0.####}.");
        return share <= limit ? null : Refuse(limit, share, $"Position in {order.Intent.Symbol} would be {share:0.####}, the limit is {limit:0.####}.");
    }
}
