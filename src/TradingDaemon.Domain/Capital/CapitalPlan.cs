using System.Collections.Immutable;

namespace TradingDaemon.Domain.Capital;

/// <summary>The shares of capital of the newest rebalancing, kept until the next.</summary>
/// <param name="Tier">Of which tier.</param>
/// <param name="Basis">By what they were worked out; another basis asks for another rebalancing.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Shares">Fraction of equity by strategy.</param>
public sealed record CapitalPlan(string Tier, string Basis, DateTimeOffset At, ImmutableSortedDictionary<string, decimal> Shares);
