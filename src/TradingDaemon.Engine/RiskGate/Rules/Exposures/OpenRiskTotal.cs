using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Exposures;

internal sealed class OpenRiskTotal() : GateRule(
    RiskRule.OpenRiskTotal,
    "What all positions and entries in flight could lose together from present prices to their stops is such a share of equity at most. What has no stop, whoever holds it, counts with its whole value. Off unless set.",
    "All positions would risk {asked} of equity, the limit is {limit}.",
    [RuleKeys.Limit(nameof(RiskLimits.OpenRiskTotalMaxFraction))],
    isCap: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        if (order.Limits.OpenRiskTotalMaxFraction is not { } limit) return null;
        if (order.EquityAccount is not > 0m || order.Exposure.RiskOfTrade + order.Exposure.RiskOfOthers is not { } risk) return Unjudged(limit, $"All positions would risk an unknown part of equity, the limit is {limit:0.####}.");
        var share = risk / order.EquityAccount.Value;
        return share <= limit ? null : Refuse(limit, share, $"All positions would risk {share:0.####} of equity, the limit is {limit:0.####}.");
    }
}
