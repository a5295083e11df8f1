using System.Collections.Immutable;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Domain.Tiers;

/// <summary>One capital tier: from which equity it applies, what it may risk and which strategies it runs.</summary>
/// <param name="Name">e.g. <c>sniper</c>.</param>
/// <param name="EquityMinAccount">Equity from which it is entered, account currency.</param>
/// <param name="DemotionFraction">It is left downwards only below this fraction of its own minimum, 0…1: the hysteresis.</param>
/// <param name="Limits">The gate's numbers while it is in force.</param>
/// <param name="Strategies">What is loaded while it is in force.</param>
public sealed record Tier(string Name, decimal EquityMinAccount, decimal DemotionFraction, RiskLimits Limits, ImmutableArray<StrategySpec> Strategies)
{
    /// <summary>What has to be so, beside equity, before it is entered from below.</summary>
    public TierGates Promotion { get; init; } = new();

    /// <summary>It is left for the one below when equity is further below the highest since it was entered; null means equity alone decides.</summary>
    public decimal? DemotionDrawdownFraction { get; init; }

    /// <summary>What a trial on paper has to come to before it is entered from below; null for none.</summary>
    public TierPaper? Paper { get; init; }

    /// <summary>How much smaller entries are after a promotion to it.</summary>
    public TierAdjustment Adjustment { get; init; } = new();

    /// <summary>How closely tilt is watched while it is new, and while the next one is near.</summary>
    public TierWatch Watch { get; init; } = new();

    /// <summary>How much smaller entries are after losses.</summary>
    public TierRecovery Recovery { get; init; } = new();

    /// <summary>What a market's regime makes of its entries.</summary>
    public TierRegimes Regimes { get; init; } = new();

    /// <summary>How its capital is shared out among its strategies.</summary>
    public TierAllocation Allocation { get; init; } = new();

    /// <summary>A strategy as it runs it, or null.</summary>
    public StrategySpec? Find(StrategyId strategy)
    {
        foreach (var spec in Strategies)
            if (spec.Id == strategy) return spec;
        return null;
    }

    /// <summary>Whether a strategy's entries are sized by how far equity is below its peak.</summary>
    public bool SizesByDrawdown => Strategies.Any(static spec => spec.Sizing is { Method: SizingMethod.Kelly, KellyDrawdownFraction: not null });
}
