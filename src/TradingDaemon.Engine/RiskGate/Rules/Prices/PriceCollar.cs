using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Prices;

internal sealed class PriceCollar() : GateRule(
    RiskRule.PriceCollar,
    "A limit price is no further through the touch than this: no buy far above the ask, no sale far below the bid.",
    "The price of {price} is {asked} through the touch of {touch}, the limit is {limit}.",
    [RuleKeys.Limit(nameof(RiskLimits.PriceCollarFraction))])
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        if (order.Intent.Terms is not OrderTerms.Limit { Price.QuotePerBase: var price }) return null;
        var isBuy = order.Intent.Side == OrderSide.Buy;
        var (touch, limit) = (isBuy ? order.Quote.Ask.QuotePerBase : order.Quote.Bid.QuotePerBase, order.Limits.PriceCollarFraction);
        var through = (isBuy ? price - touch : touch - price) / touch;
        return through <= limit ? null : Refuse(limit, through, $"The price of {price} is {through:P2} through the touch of {touch}, the limit is {limit:P2}.");
    }
}
