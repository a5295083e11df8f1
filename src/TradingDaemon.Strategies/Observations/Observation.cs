namespace TradingDaemon.Strategies.Observations;

/// <summary>One step of a strategy's series: finite and above zero.</summary>
/// <param name="Price">The bar's close, or the mid of a quote.</param>
/// <param name="High">The bar's high; the price itself for a quote or an incomplete bar.</param>
/// <param name="Low">The bar's low; the price itself for a quote or an incomplete bar.</param>
internal readonly record struct Observation(double Price, double High, double Low);
