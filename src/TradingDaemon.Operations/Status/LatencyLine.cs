namespace TradingDaemon.Operations.Status;

/// <summary>How long one part of a tick's journey takes: quantiles in milliseconds, each at most 6.25 % above the true one.</summary>
/// <param name="Stage">Which part, e.g. <c>tick_to_order</c>.</param>
/// <param name="Count">How many were measured; 0 leaves the rest 0.</param>
/// <param name="P50Milliseconds">Half were not slower.</param>
/// <param name="P95Milliseconds">95 of 100 were not slower.</param>
/// <param name="P99Milliseconds">99 of 100 were not slower.</param>
/// <param name="MaxMilliseconds">The slowest.</param>
public sealed record LatencyLine(string Stage, long Count, double P50Milliseconds, double P95Milliseconds, double P99Milliseconds, double MaxMilliseconds);
