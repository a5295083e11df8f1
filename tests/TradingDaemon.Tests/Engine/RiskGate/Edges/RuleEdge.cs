using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Tests.Engine.RiskGate.Edges;

/// <summary>One row: a rule, a case beside its limit, and what the rule says of it.</summary>
/// <param name="Rule">Which rule.</param>
/// <param name="Side">On which side of its limit.</param>
/// <param name="What">The case in words, or why there can be none.</param>
/// <param name="Case">The order with the account around it; null where nothing can lack.</param>
/// <param name="Refusal">What is refused, with limit and asked; null where the rule lets pass.</param>
internal sealed record RuleEdge(RiskRule Rule, EdgeSide Side, string What, Func<RiskCase>? Case, (RiskRule Rule, decimal Limit, decimal Asked)? Refusal)
{
    public override string ToString() => $"{Rule}, {Side}: {What}";
}
