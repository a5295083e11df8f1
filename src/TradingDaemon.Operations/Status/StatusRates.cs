namespace TradingDaemon.Operations.Status;

/// <summary>How fast things happen, per second over the last interval.</summary>
/// <param name="TicksPerSecond">Market events received.</param>
/// <param name="SignalsPerSecond">Signals made.</param>
/// <param name="OrdersPerSecond">Orders decided.</param>
/// <param name="FillsPerSecond">Fills booked.</param>
public readonly record struct StatusRates(double TicksPerSecond, double SignalsPerSecond, double OrdersPerSecond, double FillsPerSecond);
