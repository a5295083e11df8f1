using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Pipeline;

/// <summary>What the account engine is told of the market: by a strategy shard a mark, or a signal when there is one, by who asks for them an option's Greeks.</summary>
/// <param name="Mark">The newest quote; meaningless when there is a <paramref name="Signal"/> or there are <see cref="Greeks"/>.</param>
/// <param name="Signal">A proposal, or null for a mark.</param>
/// <param name="WrittenTimestamp">When it was put in the channel.</param>
internal readonly record struct MarketMessage(Quote Mark, Signal? Signal, long WrittenTimestamp)
{
    /// <summary>What is displayed behind the mark; null where the feed shows the touch alone.</summary>
    public BookSnapshot? Depth { get; init; }

    /// <summary>What was traded since the mark before; zero where the feed does not tell.</summary>
    public decimal TradedBase { get; init; }

    /// <summary>Of a program outside; null for all else.</summary>
    public AgentNews? Agent { get; init; }

    /// <summary>How an option moves with its underlying; null for a mark and a signal.</summary>
    public (InstrumentId Option, OptionGreeks Told)? Greeks { get; init; }
}
