using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Instruments;

internal sealed class ShortAvailable() : GateRule(
    RiskRule.ShortAvailable,
    "The shorts of all strategies together, with every entry in flight, are no larger than what can be borrowed; what another strategy is long is no part of that.",
    "The short of {symbol} would be {asked}, {limit} can be borrowed.",
    [RuleKeys.Instrument(nameof(Instrument.ShortMaxBase))],
    isCap: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        if (order.Intent.Side == OrderSide.Buy || order.Instrument.ShortMaxBase is not { } most) return null;
        var asked = order.Exposure.StakedBase + order.Intent.Terms.Quantity.Base;
        return asked <= most ? null : Refuse(most, asked, $"The short of {order.Intent.Symbol} would be {asked}, {most} can be borrowed.");
    }
}
