using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Options;

internal sealed class VolatilityIndex() : GateRule(
    RiskRule.VolatilityIndex,
    "While the volatility index is above its limit, entries are half their size, and worth half of the largest order at most. An index without a fresh quote keeps entries out. Off unless an index is named.",
    "With {symbol} at {index} an order is worth {limit} at most, this one {asked}.",
    [RuleKeys.Limit(nameof(RiskLimits.VolatilityIndexSymbol)), RuleKeys.Limit(nameof(RiskLimits.VolatilityIndexMax)), RuleKeys.Limit(nameof(RiskLimits.VolatilityIndexAgeMax))],
    isCap: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        if (order.Limits.VolatilityIndexSymbol is not { } symbol) return null;
        var limit = order.Limits.OrderNotionalMaxAccount * RiskLimits.VolatilityIndexScale;
        var quote = order.Catalog.Find(new Symbol(symbol)) is { } index ? order.Valuation.QuoteOf(index) : null;
        if (quote is not { } told || told.AgeAt(order.Now) > order.Limits.VolatilityIndexAgeMax) return Unjudged(limit, $"With {symbol} at an unknown level an order is worth nothing at most, this one something.");
        if (told.Mid <= order.Limits.VolatilityIndexMax) return null;
        if (order.NotionalQuote * order.Rate is not { } asked) return Unjudged(limit, $"With {symbol} at {told.Mid:0.##} an order is worth {limit:0.##} at most, this one an unknown amount.");
        return asked <= limit ? null : Refuse(limit, asked, $"With {symbol} at {told.Mid:0.##} an order is worth {limit:0.##} at most, this one {asked:0.##}.");
    }
}
