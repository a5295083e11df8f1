using System.Collections.Immutable;
using TradingDaemon.Domain.Capital;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Engine.Books;
using static System.FormattableString;

namespace TradingDaemon.Engine.Tiers;

/// <summary>When shares of capital are worked out anew, and which mode losses ask for. Nothing is sold here: shares bound entries alone.</summary>
/// <param name="account">The account.</param>
public sealed class AllocationDesk(TradingAccount account)
{
    /// <summary>Looks once a second; only reconciled books are believed.</summary>
    /// <param name="equity">Equity, account currency.</param>
    /// <param name="now">The engine's time.</param>
    public void Look(decimal equity, DateTimeOffset now)
    {
        var (books, tier) = (account.Books, account.Tier);
        if (tier.Name != books.Tier || books.State is EngineState.Starting or EngineState.Reconciling || books.IsReconcilePending || books.Day.Moved.Count > 0) return;
        Watch(tier.Allocation, equity, now);
        if (tier.Allocation.IsKept && Why(tier, now) is { } why) Rebalance(tier, why, now);
    }

    private void Watch(TierAllocation allocation, decimal equity, DateTimeOffset now)
    {
        var (before, fall) = (account.Books.Gauges.Capital.Mode, account.Books.Gauges.Trail.Drawdown(equity));
        var mode = allocation.ModeAfter(before, fall);
        if (mode == before) return;
        var why = allocation.GoesByLosses ? Invariant($"Equity is {fall:P1} below its peak.") : $"{account.Tier.Name} goes by no losses.";
        account.Log.Emit(new Fact.AllocationModeMoved(before, mode, why), now);
    }

    private string? Why(Tier tier, DateTimeOffset now)
    {
        var allocation = tier.Allocation;
        if (account.Books.Gauges.Capital.Plan is not { } plan) return "Capital is shared out for the first time.";
        if (plan.Tier != tier.Name) return $"{tier.Name} was entered.";
        if (plan.Basis != allocation.Basis) return "It is configured otherwise.";
        var shares = account.SharesOf(tier);
        if (plan.Shares.Count != shares.Count || shares.Keys.Any(strategy => !plan.Shares.ContainsKey(strategy.Text))) return "Other strategies are run.";
        if (allocation.RebalanceEvery > TimeSpan.Zero && now - plan.At >= allocation.RebalanceEvery) return Invariant($"The newest is of {plan.At:u}, every {allocation.RebalanceEvery:c} is configured.");
        if (allocation.DriftFraction is not { } most) return null;
        foreach (var (strategy, share) in shares)
            if (Math.Abs(share - account.Books.Gauges.Capital.ShareOf(strategy)) is var drift && drift > most) return Invariant($"{strategy} is {drift:P1} of equity away from its share, {most:P1} are granted.");
        return null;
    }

    private void Rebalance(Tier tier, string why, DateTimeOffset now)
    {
        var before = account.Books.Gauges.Capital.Plan is { } plan && plan.Tier == tier.Name ? plan.Shares : ImmutableSortedDictionary<string, decimal>.Empty;
        var after = account.SharesOf(tier).OrderBy(static pair => pair.Key.Text, StringComparer.Ordinal)
            .Select(pair => new CapitalShare(pair.Key.Text, before.TryGetValue(pair.Key.Text, out var had) ? had : null, pair.Value));
        account.Log.Emit(new Fact.CapitalRebalanced(tier.Name, tier.Allocation.Basis, [.. after], why), now);
    }
}
