using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Matching;

/// <summary>One trade a taking order would make now.</summary>
/// <param name="Trade">Price and quantity.</param>
/// <param name="Maker">The resting order on the other side; null for the outside market.</param>
internal readonly record struct PlannedFill(PlannedTrade Trade, ExchangeOrder? Maker);
