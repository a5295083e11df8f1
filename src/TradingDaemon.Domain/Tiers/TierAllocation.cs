using System.Collections.Immutable;
using TradingDaemon.Domain.Capital;
using static System.FormattableString;

namespace TradingDaemon.Domain.Tiers;

/// <summary>How a tier's capital is shared out among its strategies: the part of equity each may have at stake.</summary>
public sealed record TierAllocation
{
    private const decimal LeavesAt = 0.5m; // of the fall a mode began at: one that came and went with every cent would be none

    /// <summary>By what; null shares out nothing, and exposures alone bound a strategy.</summary>
    public AllocationMethod? Method { get; init; }

    /// <summary>The least share of a strategy, as a fraction of equity.</summary>
    public decimal FractionMin { get; init; } = 0.05m;

    /// <summary>The largest.</summary>
    public decimal FractionMax { get; init; } = 0.40m;

    /// <summary>What nobody gets, as a fraction of equity.</summary>
    public decimal ReserveFraction { get; init; } = 0.10m;

    /// <summary>Closed trades below which a strategy has an equal share, whatever they came to.</summary>
    public int TradesMin { get; init; } = 20;

    /// <summary>Of the method custom: each strategy's weight, zero or more; what is not named has none.</summary>
    public ImmutableSortedDictionary<string, decimal> Weights { get; init; } = ImmutableSortedDictionary<string, decimal>.Empty;

    /// <summary>How long shares stay before they are worked out anew; zero means no time of their own.</summary>
    public TimeSpan RebalanceEvery { get; init; }

    /// <summary>How far any share may be from what it would be now, as a fraction of equity, before all are worked out anew; null for any distance.</summary>
    public decimal? DriftFraction { get; init; }

    /// <summary>How much of their shares strategies may use; losses may ask for less.</summary>
    public AllocationMode Mode { get; init; } = AllocationMode.Normal;

    /// <summary>What the aggressive mode makes of a share, 1 or more; no share is above <see cref="FractionMax"/> and all together are no more than equity.</summary>
    public decimal AggressiveFactor { get; init; } = 1.25m;

    /// <summary>What the conservative mode makes of it.</summary>
    public decimal ConservativeFactor { get; init; } = 0.75m;

    /// <summary>What the defensive mode makes of it.</summary>
    public decimal DefensiveFactor { get; init; } = 0.5m;

    /// <summary>Fall of equity below its peak from which the mode is defensive, whatever is configured; null for none.</summary>
    public decimal? DefensiveLossFraction { get; init; }

    /// <summary>That from which it is emergency; null for none.</summary>
    public decimal? EmergencyLossFraction { get; init; }

    /// <summary>Whether shares are kept from one rebalancing to the next; else they follow each closed trade.</summary>
    public bool IsKept => Method is not null && (RebalanceEvery > TimeSpan.Zero || DriftFraction is not null);

    /// <summary>Whether losses move the mode.</summary>
    public bool GoesByLosses => Method is not null && (DefensiveLossFraction ?? EmergencyLossFraction) is not null;

    /// <summary>By what shares are worked out, in one line.</summary>
    public string Basis => Invariant($"{Method} from {FractionMin} to {FractionMax}, reserve {ReserveFraction}, {TradesMin} trades{string.Concat(Weights.Select(static weight => Invariant($", {weight.Key} {weight.Value}")))}");

    /// <summary>The mode losses ask for. One that began stays until half of the fall it began at is regained.</summary>
    /// <param name="before">What they asked for before.</param>
    /// <param name="fallFraction">How far equity is below its peak, as a fraction of it; null while nobody knows, which changes nothing.</param>
    public AllocationMode ModeAfter(AllocationMode before, decimal? fallFraction)
    {
        if (!GoesByLosses) return AllocationMode.Normal;
        if (fallFraction is not { } fall) return before;
        if (EmergencyLossFraction is { } worst && fall >= worst * (before == AllocationMode.Emergency ? LeavesAt : 1m)) return AllocationMode.Emergency;
        if (DefensiveLossFraction is { } bad && fall >= bad * (before >= AllocationMode.Defensive ? LeavesAt : 1m)) return AllocationMode.Defensive;
        return AllocationMode.Normal;
    }

    /// <summary>What a mode makes of a share.</summary>
    /// <param name="mode">The mode.</param>
    /// <param name="share">Fraction of equity.</param>
    /// <param name="all">What all strategies' shares add up to.</param>
    public decimal InMode(AllocationMode mode, decimal share, decimal all) => mode switch
    {
        AllocationMode.Emergency => 0m,
        AllocationMode.Defensive => share * DefensiveFactor,
        AllocationMode.Conservative => share * ConservativeFactor,
        AllocationMode.Normal => share,
        AllocationMode.Aggressive => Math.Max(share, Math.Min(FractionMax, share * Math.Min(AggressiveFactor, all > 0m ? 1m / all : 1m))),
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Unknown mode."),
    };
}
