using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Domain.Routing;

/// <summary>What routing found of an order: what it was expected to cost, and where else it could have gone. All fractions are of the instrument's middle price.</summary>
public sealed record RouteTaken
{
    /// <summary>Class of what was traded, or would have been.</summary>
    public required AssetClass AssetClass { get; init; }

    /// <summary>Where the spread came from.</summary>
    public required SpreadSource Source { get; init; }

    /// <summary>(ask − bid) / mid; null without a fresh quote.</summary>
    public decimal? SpreadFraction { get; init; }

    /// <summary>The most it may be: the class's limit, or the strategy's where that is tighter; null where neither binds.</summary>
    public decimal? SpreadMaxFraction { get; init; }

    /// <summary>What taking more than the touch shows is expected to cost beyond half the spread; null for a signal that became no order.</summary>
    public decimal? ImpactFraction { get; init; }

    /// <summary>The venue's fee; null for a signal that became no order.</summary>
    public decimal? FeeFraction { get; init; }

    /// <summary>Half the spread, impact and fee together; below zero for an order that rests and so earns the spread. Null for a signal that became no order.</summary>
    public decimal? CostFraction { get; init; }

    /// <summary>What the order is worth, account currency: an entry at its effective price, an exit at the middle; null for a signal that became no order, and without a rate.</summary>
    public decimal? NotionalAccount { get; init; }

    /// <summary>The instrument the signal named, where the order went elsewhere; null where it did not.</summary>
    public string? InsteadOf { get; init; }

    /// <summary>What taking was expected to cost less here than in the instrument the signal named, of the whole order, account currency; above zero. Null where nothing was, or where the order could not have gone there.</summary>
    public decimal? SavedAccount { get; init; }

    /// <summary>The same of a smaller order.</summary>
    /// <param name="share">Which part of the whole it is; 0 to 1.</param>
    public RouteTaken OfPart(decimal share) => this with { NotionalAccount = NotionalAccount * share, SavedAccount = SavedAccount * share };
}
