namespace TradingDaemon.Exchange.Accounts;

/// <summary>What a trade will be.</summary>
/// <param name="Price">Quote currency per base.</param>
/// <param name="Quantity">Units of base; above zero, whole lots.</param>
internal readonly record struct PlannedTrade(decimal Price, decimal Quantity);
