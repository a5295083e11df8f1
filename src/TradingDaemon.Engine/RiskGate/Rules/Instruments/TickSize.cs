using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Instruments;

internal sealed class TickSize() : GateRule(
    RiskRule.TickSize,
    "A limit or trigger price is a multiple of the price step.",
    "{price} is not a multiple of {limit}.",
    [RuleKeys.Instrument(nameof(Instrument.TickSize))],
    bindsExits: true)
{
    public override RiskRefusal? Judge(RiskCase order) => order.PriceNamed is not { } asked || order.Instrument.IsOnTick(asked)
        ? null
        : Refuse(order.Instrument.TickSize, asked, $"{asked} is not a multiple of {order.Instrument.TickSize}.");
}
