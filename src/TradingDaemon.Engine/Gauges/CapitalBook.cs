using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Capital;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Engine.Gauges;

/// <summary>Shares of capital as they were rebalanced last, and the mode losses ask for.</summary>
public sealed class CapitalBook
{
    private readonly Dictionary<StrategyId, decimal> _shares = [];

    /// <summary>As a checkpoint remembers it.</summary>
    public CapitalBook(AccountState state)
    {
        Mode = state.AllocationMode ?? AllocationMode.Normal;
        if (state.CapitalPlan is { } plan) Keep(plan);
    }

    /// <summary>The newest rebalancing; null before the first.</summary>
    public CapitalPlan? Plan { get; private set; }

    /// <summary>What its shares add up to.</summary>
    public decimal All { get; private set; }

    /// <summary>The mode losses ask for; normal while they ask for none.</summary>
    public AllocationMode Mode { get; private set; }

    /// <summary>A strategy's share as it was rebalanced last; zero without one.</summary>
    public decimal ShareOf(StrategyId strategy) => _shares.GetValueOrDefault(strategy);

    /// <summary>Shares were worked out anew.</summary>
    public void Rebalanced(Fact.CapitalRebalanced rebalanced, DateTimeOffset at) =>
        Keep(new CapitalPlan(rebalanced.Tier, rebalanced.Basis, at, ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, rebalanced.Shares.Select(static share => KeyValuePair.Create(share.Strategy, share.After)))));

    /// <summary>Losses ask for another mode.</summary>
    public void Moved(Fact.AllocationModeMoved moved) => Mode = moved.To;

    /// <summary>The book as a checkpoint keeps it.</summary>
    public AccountState Into(AccountState state) => state with { CapitalPlan = Plan, AllocationMode = Mode == AllocationMode.Normal ? null : Mode };

    private void Keep(CapitalPlan plan)
    {
        (Plan, All) = (plan, plan.Shares.Values.Sum());
        _shares.Clear();
        foreach (var (strategy, share) in plan.Shares) _shares.Add(new StrategyId(strategy), share);
    }
}
