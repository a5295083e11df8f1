using TradingDaemon.Engine.Tilt;

namespace TradingDaemon.Cli.Gatekeeping;

/// <summary>A trade, from flat to flat, with the scored entries it was made of.</summary>
/// <param name="Trade">How it ended.</param>
/// <param name="Entries">What was filled of each, base; at least one.</param>
internal sealed record ScoredTrade(ClosedTrade Trade, IReadOnlyDictionary<ScoredDecision, decimal> Entries)
{
    /// <summary>Mean score of its entries, each of the weight of what it filled; null where none of them could be scored.</summary>
    public decimal? ScoreMean
    {
        get
        {
            var (weighed, filled) = (0m, 0m);
            foreach (var (decision, size) in Entries)
                if (decision.Entry.Score.Score is { } score) (weighed, filled) = (weighed + (score * size), filled + size);
            return filled > 0m ? weighed / filled : null;
        }
    }
}
