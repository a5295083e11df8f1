using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Pace;

internal sealed class RejectLoop() : GateRule(
    RiskRule.RejectLoop,
    "The venue has not refused so many orders on the instrument in a row; after that nothing is sent on it for a pause. Exits too: a venue that refuses every exit is not moved by a thousand more. What would have taken instead of resting counts for nothing; what found nothing at its price pauses for a second. An operator may insist.",
    "{venue} refused {limit} orders on {symbol} in a row; the next try is at {time}.",
    [RuleKeys.Limit(nameof(RiskLimits.RejectsInARowMax)), RuleKeys.Limit(nameof(RiskLimits.RejectPause))],
    bindsExits: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        if (order.IsFromOperator || order.Rejects.PausedUntil(order.Intent.Symbol, order.Now) is not { } until) return null;
        var most = order.Limits.RejectsInARowMax;
        return Refuse(most, most + 1, $"{order.Intent.Venue} refused {most} orders on {order.Intent.Symbol} in a row; the next try is at {until:O}.");
    }
}
