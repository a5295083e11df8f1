using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.State;

internal sealed class EngineRunning() : GateRule(
    RiskRule.EngineRunning,
    "The engine runs. Paused or faulted it lets exits pass, stopping only those of the shutdown policy or of an operator.",
    "The engine is {state}.",
    bindsExits: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        var state = order.Books.State;
        var passes = state == EngineState.Running
            || (order.Intent.IsReduceOnly && state is EngineState.Paused or EngineState.Faulted)
            || (order.Intent.IsReduceOnly && order.IsFromOperator && state == EngineState.Stopping);
        return passes ? null : Refuse((int)EngineState.Running, (int)state, $"The engine is {state}.");
    }
}
