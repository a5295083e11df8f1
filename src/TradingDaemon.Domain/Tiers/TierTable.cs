using System.Collections.Immutable;

namespace TradingDaemon.Domain.Tiers;

/// <summary>All tiers in one table, lowest first: the single place that says which applies.</summary>
public sealed class TierTable
{
    /// <summary>Sorts the tiers by minimum equity; throws <see cref="ArgumentException"/> when empty or when two share a name or minimum.</summary>
    public TierTable(IEnumerable<Tier> tiers)
    {
        All = [.. tiers.OrderBy(static tier => tier.EquityMinAccount)];
        if (All.IsEmpty) throw new ArgumentException("At least one tier is needed.", nameof(tiers));
        if (All.Select(static tier => tier.Name).Distinct(StringComparer.Ordinal).Count() != All.Length) throw new ArgumentException("Two tiers share a name.", nameof(tiers));
        if (All.Select(static tier => tier.EquityMinAccount).Distinct().Count() != All.Length) throw new ArgumentException("Two tiers share a minimum.", nameof(tiers));
    }

    /// <summary>Lowest first.</summary>
    public ImmutableArray<Tier> All { get; }

    /// <summary>The tier of that name, or null.</summary>
    public Tier? Find(string? name)
    {
        foreach (var tier in All)
            if (tier.Name == name) return tier;
        return null;
    }

    /// <summary>
    /// The tier for an equity: promoted as soon as a minimum is reached, demoted only below minimum × hysteresis of the
    /// current one. Below every minimum the lowest applies: a small account is limited, not stopped.
    /// </summary>
    public Tier For(decimal equityAccount, string? currentName)
    {
        var earned = All[0];
        foreach (var tier in All)
            if (equityAccount >= tier.EquityMinAccount) earned = tier;
        var current = Find(currentName);
        var staysByHysteresis = current is not null && earned.EquityMinAccount < current.EquityMinAccount
            && equityAccount >= current.EquityMinAccount * current.DemotionFraction;
        return staysByHysteresis ? current! : earned;
    }
}
