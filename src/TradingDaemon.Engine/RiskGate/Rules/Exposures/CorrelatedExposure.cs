using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Exposures;

internal sealed class CorrelatedExposure() : GateRule(
    RiskRule.CorrelatedExposureMax,
    "All instruments that are taken to move together, gross, are such a share of equity at most: those of one sector and those of one underlying. A sector nobody told is nobody's.",
    "What moves with {symbol} would be {asked}, the limit is {limit}.",
    [RuleKeys.Limit(nameof(RiskLimits.CorrelatedExposureMaxFraction)), RuleKeys.Instrument(nameof(Instrument.Sector))],
    isCap: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        var limit = order.Limits.CorrelatedExposureMaxFraction;
        if (order.ShareWith(order.Exposure.CorrelatedOthers) is not { } share) return Unjudged(limit, $"What moves with {order.Intent.Symbol} would be unknown, the limit is {limit:0.####}.");
        return share <= limit ? null : Refuse(limit, share, $"What moves with {order.Intent.Symbol} would be {share:0.####}, the limit is {limit:0.####}.");
    }
}
