using TradingDaemon.Domain.Risk;

namespace TradingDaemon.Tests.Engine.RiskGate.Audit;

/// <summary>A limit an order breaks, as the auditor's own sums say.</summary>
/// <param name="Rule">Which.</param>
/// <param name="What">The figure.</param>
internal readonly record struct PaperBreach(RiskRule Rule, string What)
{
    public override string ToString() => $"{Rule}: {What}";
}
