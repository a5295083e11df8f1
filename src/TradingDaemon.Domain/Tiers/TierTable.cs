using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using static System.FormattableString;

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

    /// <summary>Whether more than equity decides: then nobody rises by more than one tier at a time.</summary>
    public bool IsGated => All.Any(static tier => tier.Promotion.IsSet || tier.Paper is not null || tier.DemotionDrawdownFraction is not null);

    /// <summary>Whether any tier goes by how far equity is below its peak: then the peak is noted in all of them, that it is known where an account falls to.</summary>
    public bool GoesByPeak => All.Any(static tier => tier.Limits.DrawdownMaxFraction is not null || tier.Recovery.DrawdownFraction is not null || tier.SizesByDrawdown || tier.Allocation.GoesByLosses);

    /// <summary>The tier of that name, or null.</summary>
    public Tier? Find(string? name)
    {
        foreach (var tier in All)
            if (tier.Name == name) return tier;
        return null;
    }

    /// <summary>The tier above, or null for the highest.</summary>
    public Tier? After(Tier tier)
    {
        for (var i = 0; i + 1 < All.Length; i++)
            if (All[i].Name == tier.Name) return All[i + 1];
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

    /// <summary>
    /// The tier that applies now. Where nothing but equity decides it is <see cref="For"/>. Else the account rises by one tier at a time, when every gate is open; a new one begins in the
    /// highest tier that is reached without one. It falls as far as equity says at once, and by one tier when equity fell too far below its peak.
    /// </summary>
    /// <param name="equityAccount">Equity, account currency.</param>
    /// <param name="currentName">The tier in force; null before the first.</param>
    /// <param name="stay">What was done in it; null when nobody knows.</param>
    /// <param name="now">The time (UTC).</param>
    public TierStep Next(decimal equityAccount, string? currentName, TierStay? stay, DateTimeOffset now)
    {
        var byEquity = For(equityAccount, currentName);
        if (!IsGated) return new TierStep(byEquity, null);
        if (Find(currentName) is not { } current) return new TierStep(Begin(equityAccount), "A new account begins in the highest tier its equity reaches without a gate.");
        var place = All.IndexOf(current);
        if (byEquity.EquityMinAccount < current.EquityMinAccount)
            return new TierStep(byEquity, Invariant($"Equity is below {current.EquityMinAccount * current.DemotionFraction:0.##}, where {current.Name} ends."));
        if (place > 0 && current.DemotionDrawdownFraction is { } most && stay?.DrawdownOf(equityAccount) is { } fall && fall > most)
            return new TierStep(All[place - 1], Invariant($"Equity is {fall:P1} below its peak, {current.Name} allows {most:P1}."));
        if (byEquity.EquityMinAccount <= current.EquityMinAccount || All[place + 1].Promotion.Missing(stay, now) is not []) return new TierStep(current, null);
        return new TierStep(All[place + 1], Invariant($"Equity reaches {All[place + 1].EquityMinAccount:0.##} and every gate is open: {stay?.Trades ?? 0} trades, {stay?.Wins ?? 0} won, drawdown {stay?.DrawdownFraction ?? 0m:P1}, {stay?.TiltMeasures ?? 0} measures for tilt since {stay?.Since:O}."));
    }

    /// <summary>What keeps the account from the tier above; null in the highest, and before the first.</summary>
    public TierOutlook? OutlookOf(decimal? equityAccount, string? currentName, TierStay? stay, DateTimeOffset now)
    {
        if (Find(currentName) is not { } current || current == All[^1]) return null;
        var next = All[All.IndexOf(current) + 1];
        var gates = next.Promotion.Missing(stay, now);
        return new TierOutlook(next, equityAccount >= next.EquityMinAccount ? gates : gates.Insert(0, Invariant($"equity of {next.EquityMinAccount:0.##}")));
    }

    private Tier Begin(decimal equityAccount)
    {
        var begun = All[0];
        foreach (var tier in All)
        {
            if (equityAccount < tier.EquityMinAccount || (tier != All[0] && (tier.Promotion.IsSet || tier.Paper is not null))) break;
            begun = tier;
        }

        return begun;
    }
}
