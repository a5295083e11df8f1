namespace TradingDaemon.Exchange.Synthetic;

/// <summary>One generated bar: low ≤ open, close ≤ high, all at or above the generator's floor.</summary>
/// <param name="Open">First price: the close before.</param>
/// <param name="High">Highest price.</param>
/// <param name="Low">Lowest price.</param>
/// <param name="Close">Last price.</param>
/// <param name="Volume">Whole units traded, 1,000 to 10,000.</param>
public readonly record struct SyntheticBar(double Open, double High, double Low, double Close, double Volume);
