using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Domain.Strategies;

/// <summary>
/// One opinion on one instrument. An instance belongs to one shard thread and one instrument; it keeps its own
/// statistics, has no clock, no I/O, no randomness, and can only propose.
/// </summary>
public interface IStrategy
{
    /// <summary>What it wants to be called for; constant for the instance's life.</summary>
    StrategyNeeds Needs { get; }

    /// <summary>Looks at the market and proposes nothing, or something. Must not allocate when it proposes nothing.</summary>
    /// <param name="market">The event and the state of the market.</param>
    /// <param name="account">The newest published snapshot of the account.</param>
    /// <param name="regime">What the instrument's market is like now.</param>
    /// <param name="signals">Where proposals go.</param>
    void Evaluate(in MarketView market, AccountSnapshot account, Regime regime, ISignalSink signals);
}
