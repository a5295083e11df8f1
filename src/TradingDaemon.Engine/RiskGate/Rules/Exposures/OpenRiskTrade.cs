using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Exposures;

internal sealed class OpenRiskTrade() : GateRule(
    RiskRule.OpenRiskTrade,
    "What the strategy's position in the instrument, at every venue that lists it and this order filled, could lose from present prices to its stop is such a share of equity at most. Without a stop that is its whole value. Off unless set.",
    "{strategy} would risk {asked} of equity in {symbol}, the limit is {limit}.",
    [RuleKeys.Limit(nameof(RiskLimits.OpenRiskTradeMaxFraction))],
    isCap: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        if (order.Limits.OpenRiskTradeMaxFraction is not { } limit) return null;
        var (strategy, symbol) = (order.Intent.Strategy, order.Intent.Symbol);
        if (order.EquityAccount is not > 0m || order.Exposure.RiskOfTrade + order.Exposure.RiskOfListed is not { } risk) return Unjudged(limit, $"{strategy} would risk an unknown part of equity in {symbol}, the limit is {limit:0.####}.");
        var share = risk / order.EquityAccount.Value;
        return share <= limit ? null : Refuse(limit, share, $"{strategy} would risk {share:0.####} of equity in {symbol}, the limit is {limit:0.####}.");
    }
}
