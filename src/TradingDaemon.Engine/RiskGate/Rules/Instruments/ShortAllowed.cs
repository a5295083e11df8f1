using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Instruments;

internal sealed class ShortAllowed() : GateRule(
    RiskRule.ShortNotAllowed,
    "A sale that is no exit opens a short only where instrument and strategy both allow it.",
    "{strategy} may not be short of {symbol}.",
    [RuleKeys.Instrument(nameof(Instrument.Shortable)), RuleKeys.Strategy(nameof(StrategySpec.AllowShort))])
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        if (order.Intent.Side == OrderSide.Buy) return null;
        return order.Instrument.Shortable && order.Spec is { AllowShort: true }
            ? null
            : Refuse(0m, order.Intent.Terms.Quantity.Base, $"{order.Intent.Strategy} may not be short of {order.Intent.Symbol}.");
    }
}
