namespace TradingDaemon.Exchange.Market;

/// <summary>What is left of one level since the last update.</summary>
/// <param name="Price">Quote currency per base.</param>
/// <param name="Remaining">Units of base not taken yet; whole lots.</param>
/// <param name="IsDisplayed">False for an assumed level behind the touch.</param>
internal readonly record struct BookLevelState(decimal Price, decimal Remaining, bool IsDisplayed);
