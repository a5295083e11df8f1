using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Losses;

internal sealed class Drawdown() : GateRule(
    RiskRule.DrawdownMax,
    "Equity is less than this far below its highest point, which moves with money that comes or goes and begins anew when a person resumes after an emergency stop. Off unless set.",
    "Equity is {asked} below its peak, entries stop at {limit}.",
    [RuleKeys.Limit(nameof(RiskLimits.DrawdownMaxFraction))])
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        if (order.Limits.DrawdownMaxFraction is not { } limit) return null;
        if (order.EquityAccount is not { } equity || order.Books.Gauges.Trail.Drawdown(equity) is not { } drawdown) return Unjudged(limit, $"Equity is an unknown way below its peak, entries stop at {limit:P2}.");
        return drawdown < limit ? null : Refuse(limit, drawdown, $"Equity is {drawdown:P2} below its peak, entries stop at {limit:P2}.");
    }
}
