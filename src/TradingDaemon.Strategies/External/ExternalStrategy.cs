using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Strategies.External;

/// <summary>Has no opinion of its own: what it proposes comes signed from outside, to the account engine, where its configuration sizes, guards and limits it.</summary>
internal sealed class ExternalStrategy : IStrategy
{
    /// <inheritdoc/>
    public StrategyNeeds Needs { get; } = new(EveryEvent: false, TimeSpan.Zero, WarmUpObservations: 0);

    /// <inheritdoc/>
    public void Evaluate(in MarketView market, AccountSnapshot account, Regime regime, ISignalSink signals)
    {
    }
}
