using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Instruments;

internal sealed class LotSize() : GateRule(
    RiskRule.LotSize,
    "The quantity is a whole number of lots.",
    "{quantity} is not a whole number of {limit} lots.",
    [RuleKeys.Instrument(nameof(Instrument.LotSize))],
    bindsExits: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        var quantity = order.Intent.Terms.Quantity.Base;
        return order.Instrument.IsWholeLots(quantity) ? null : Refuse(order.Instrument.LotSize, quantity, $"{quantity} is not a whole number of {order.Instrument.LotSize} lots.");
    }
}
