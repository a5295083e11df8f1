using System.Collections;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Tests.Engine.RiskGate.Edges;

/// <summary>The rows of one rule, written one after the other.</summary>
/// <param name="rule">Which.</param>
internal sealed class EdgesOf(RiskRule rule) : IEnumerable<RuleEdge>
{
    private readonly List<RuleEdge> _rows = [];

    public EdgesOf Passes(EdgeSide side, string what, Func<RiskCase> order) => With(new RuleEdge(rule, side, what, order, null));

    public EdgesOf Refuses(EdgeSide side, string what, decimal limit, decimal asked, Func<RiskCase> order) => With(new RuleEdge(rule, side, what, order, (rule, limit, asked)));

    /// <summary>Refuses in the name of <see cref="RiskRule.EquityKnown"/>, as rules do that lack a value of the account.</summary>
    public EdgesOf RefusesAsUnvalued(string what, Func<RiskCase> order) => With(new RuleEdge(rule, EdgeSide.Missing, what, order, (RiskRule.EquityKnown, 0m, 0m)));

    /// <summary>Nothing the rule goes by can lack.</summary>
    public EdgesOf NeverLacks(string why) => With(new RuleEdge(rule, EdgeSide.Missing, why, null, null));

    public IEnumerator<RuleEdge> GetEnumerator() => _rows.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private EdgesOf With(RuleEdge row)
    {
        _rows.Add(row);
        return this;
    }
}
