using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Pipeline;

/// <summary>What a strategy shard tells the account engine: a mark, or a signal when there is one.</summary>
/// <param name="Mark">The newest quote; meaningless when <paramref name="Signal"/> is set.</param>
/// <param name="Signal">A proposal, or null for a mark.</param>
/// <param name="WrittenTimestamp">When it was put in the channel.</param>
internal readonly record struct MarketMessage(Quote Mark, Signal? Signal, long WrittenTimestamp)
{
    /// <summary>What is displayed behind the mark; null where the feed shows the touch alone.</summary>
    public BookSnapshot? Depth { get; init; }

    /// <summary>What was traded since the mark before; zero where the feed does not tell.</summary>
    public decimal TradedBase { get; init; }
}
