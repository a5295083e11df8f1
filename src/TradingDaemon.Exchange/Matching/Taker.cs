using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Matching;

/// <summary>An order as it goes to the market.</summary>
/// <param name="Account">Whose it is.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Quantity">Units of base still wanted; above zero.</param>
/// <param name="Limit">Never worse than this; null for none.</param>
/// <param name="SelfTrade">What happens when it meets an order of its own account.</param>
internal readonly record struct Taker(string Account, Side Side, decimal Quantity, decimal? Limit, SelfTradePrevention SelfTrade);
