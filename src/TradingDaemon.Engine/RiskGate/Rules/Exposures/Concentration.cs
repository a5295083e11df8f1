using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Exposures;

internal sealed class Concentration() : GateRule(
    RiskRule.ConcentrationMax,
    "All instruments of one underlying, at whichever venue and in whichever currency, options with their root, are such a share of equity at most; the limit on one position unless set.",
    "Everything on {underlying} would be {asked}, the limit is {limit}.",
    [RuleKeys.Limit(nameof(RiskLimits.ConcentrationMaxFraction))],
    isCap: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        var limit = order.Limits.ConcentrationMaxFraction ?? order.PositionMaxFraction;
        var underlying = order.Instrument.Underlying;
        if (order.ShareWith(order.Exposure.UnderlyingOthers) is not { } share) return Unjudged(limit, $"Everything on {underlying} would be unknown, the limit is {limit:0.####}.");
        return share <= limit ? null : Refuse(limit, share, $"Everything on {underlying} would be {share:0.####}, the limit is {limit:0.####}.");
    }
}
