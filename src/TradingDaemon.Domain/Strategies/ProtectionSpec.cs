namespace TradingDaemon.Domain.Strategies;

/// <summary>What guards a strategy's positions; nothing by default. A signal that names its own stop or target has that one instead.</summary>
public sealed record ProtectionSpec
{
    /// <summary>Stop loss, as a fraction of the entry price; null for none.</summary>
    public decimal? StopFraction { get; init; }

    /// <summary>Stop loss, in average true ranges; null for none.</summary>
    public decimal? StopAtr { get; init; }

    /// <summary>Take profit, as a fraction of the entry price; null for none.</summary>
    public decimal? TargetFraction { get; init; }

    /// <summary>Take profit, in average true ranges; null for none.</summary>
    public decimal? TargetAtr { get; init; }

    /// <summary>Trailing stop, as a fraction of the entry price behind the best price; null for none.</summary>
    public decimal? TrailFraction { get; init; }

    /// <summary>Trailing stop, in average true ranges behind the best price; 1.5 is usual, null for none.</summary>
    public decimal? TrailAtr { get; init; }

    /// <summary>Profit from which it trails, as a fraction of the entry price; zero trails at once.</summary>
    public decimal TrailAfterFraction { get; init; } = 0.01m;

    /// <summary>Whether anything in it needs the average true range.</summary>
    public bool NeedsRange => StopAtr is not null || TargetAtr is not null || TrailAtr is not null;
}
