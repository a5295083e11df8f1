using TradingDaemon.Domain.Risk;

namespace TradingDaemon.Operations.Limits;

/// <summary>A limit of the account that is in force, and how much of it is used: what operators see before it stops entries.</summary>
/// <param name="Rule">The rule that refuses at it.</param>
/// <param name="Used">In the unit of <paramref name="Limit"/>: a loss as a fraction of what it is measured by, or a count; below zero for a gain, null while it cannot be known, and then the rule refuses.</param>
/// <param name="Limit">At which entries stop; above zero.</param>
public sealed record LimitLine(RiskRule Rule, decimal? Used, decimal Limit)
{
    /// <summary>The part of a limit from which on it is told as near.</summary>
    public const decimal NearFrom = 0.8m;

    /// <summary>What is left of it, zero at least; null while nobody knows.</summary>
    public decimal? Left => Used is { } used ? Math.Max(Limit - used, 0m) : null;

    /// <summary>Whether four fifths of it are used. Of positions never: a portfolio may be full and stay so.</summary>
    public bool IsNear => Rule != RiskRule.PositionsMax && Used >= NearFrom * Limit;
}
