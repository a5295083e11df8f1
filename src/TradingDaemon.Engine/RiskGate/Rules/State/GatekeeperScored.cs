using TradingDaemon.Domain.Gatekeeping;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.State;

internal sealed class GatekeeperScored() : GateRule(
    RiskRule.Gatekeeper,
    "While the gatekeeper has a veto, its model scores the entry at the threshold or above; what cannot be scored is refused. Off unless it has one.",
    "The gatekeeper scores it {asked}, the threshold is {limit}.",
    ["gatekeeper:mode", "gatekeeper:threshold"])
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        if (order.Gatekeeper is not { Mode: GatekeeperMode.Veto, Threshold: var threshold }) return null;
        var scored = order.Intent.Origin?.Gatekeeper;
        if (scored?.Score is not { } score) return Unjudged(threshold, $"The gatekeeper scores it nothing for want of {scored?.Missing ?? "a signal it could score"}, the threshold is {threshold}.");
        return score >= threshold ? null : Refuse(threshold, score, $"The gatekeeper scores it {score}, the threshold is {threshold}.");
    }
}
