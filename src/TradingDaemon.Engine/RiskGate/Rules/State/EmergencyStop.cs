using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.State;

internal sealed class EmergencyStop() : GateRule(
    RiskRule.EmergencyStop,
    "The emergency stop is not pulled: while it says reducing only exits pass, while it says halted nothing does.",
    "The emergency stop says {state}.",
    ["emergency:killSwitch"],
    bindsExits: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        var state = order.Books.Emergency;
        var passes = state == EmergencyState.Active || (state == EmergencyState.Reducing && order.Intent.IsReduceOnly);
        return passes ? null : Refuse((int)EmergencyState.Active, (int)state, $"The emergency stop says {state}.");
    }
}
