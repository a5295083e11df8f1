using TradingDaemon.Engine.Books;
using TradingDaemon.Operations.Tiers;

namespace TradingDaemon.Gating;

/// <summary>How the capital of the tier in force is shared out.</summary>
internal static class CapitalLines
{
    /// <summary>Null where it is not.</summary>
    public static CapitalLine? Of(TradingAccount account)
    {
        var (tier, plan) = (account.Tier, account.Books.Gauges.Capital.Plan);
        if (tier.Allocation.Method is null) return null;
        var shares = account.SharesOf(tier).OrderBy(static pair => pair.Key.Text, StringComparer.Ordinal).Select(pair => new ShareLine(pair.Key.Text, account.CapitalShareOf(pair.Key) ?? 0m, pair.Value));
        return new CapitalLine(account.AllocationMode, tier.Allocation.IsKept && plan?.Tier == tier.Name ? plan.At : null, [.. shares]);
    }
}
