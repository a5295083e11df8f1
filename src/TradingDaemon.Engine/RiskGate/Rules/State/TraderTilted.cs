using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.State;

internal sealed class TraderTilted() : GateRule(
    RiskRule.Tilt,
    "The strategy is not locked for how it behaved, and has no break after losing trades. Off unless switched on.",
    "{strategy} enters nothing until {time}: {reason}",
    ["tilt:enabled", "tilt:breakAfterLosses"])
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        if (!order.JudgesTilt || order.Books.Gauges.Tilts.Of(order.Intent.Strategy)?.State is not { LockedUntil: { } until } state || order.Now >= until) return null;
        return Refuse(0m, state.Score, $"{order.Intent.Strategy} enters nothing until {until:O}: {state.Reason}");
    }
}
