using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Domain.Account;

/// <summary>Whose position in what.</summary>
/// <param name="Strategy">The strategy.</param>
/// <param name="Symbol">The instrument.</param>
public readonly record struct PositionKey(StrategyId Strategy, Symbol Symbol);
