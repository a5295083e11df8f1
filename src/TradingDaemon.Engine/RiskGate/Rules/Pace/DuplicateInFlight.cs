using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Pace;

internal sealed class DuplicateInFlight() : GateRule(
    RiskRule.DuplicateInFlight,
    "The strategy has no order in flight on this side of the instrument. Exits too: a second one would turn the position over.",
    "{quantity} {side} of {symbol} is already in flight.",
    bindsExits: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        var inFlight = order.InFlightOfStrategyBase(order.Intent.Side);
        return inFlight == 0m ? null : Refuse(0m, inFlight, $"{inFlight} {order.Intent.Side} of {order.Intent.Symbol} is already in flight.");
    }
}
