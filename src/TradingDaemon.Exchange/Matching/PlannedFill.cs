namespace TradingDaemon.Exchange.Matching;

/// <summary>One trade a taking order would make now.</summary>
/// <param name="Price">Quote currency per base.</param>
/// <param name="Quantity">Units of base; above zero, whole lots.</param>
internal readonly record struct PlannedFill(decimal Price, decimal Quantity);
