using System.Collections.Immutable;
using TradingDaemon.Domain.Capital;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Domain.Tiers;

namespace TradingDaemon.Tests.Engine.RiskGate.Audit;

/// <summary>How a random account shares out its capital.</summary>
internal static class RandomShares
{
    /// <summary>By weights, alike or by what trades came to, the last only where shares are kept: of those the journal tells.</summary>
    public static TierAllocation Draw(Random random, StrategySpec[] specs)
    {
        var (isKept, method) = (random.Next(2) == 0, random.Next(8) switch { 0 => AllocationMethod.Equal, 1 => AllocationMethod.Custom, 2 => AllocationMethod.Performance, _ => (AllocationMethod?)null });
        return new TierAllocation
        {
            Method = method, ReserveFraction = random.Next(0, 9) / 10m, FractionMin = 0m, TradesMin = 2, RebalanceEvery = TimeSpan.FromSeconds(isKept || method == AllocationMethod.Performance ? 7 : 0), DriftFraction = isKept ? 0.05m : null,
            Weights = method == AllocationMethod.Custom ? specs.ToImmutableSortedDictionary(static spec => spec.Id.Text, _ => (decimal)random.Next(1, 9)) : ImmutableSortedDictionary<string, decimal>.Empty,
            Mode = random.Next(8) switch { 0 => AllocationMode.Aggressive, 1 => AllocationMode.Conservative, 2 => AllocationMode.Defensive, 3 => AllocationMode.Emergency, _ => AllocationMode.Normal },
            DefensiveLossFraction = GateWishes.Maybe(random, 0.002m, 0.02m), EmergencyLossFraction = GateWishes.Maybe(random, 0.01m, 0.04m),
        };
    }
}
