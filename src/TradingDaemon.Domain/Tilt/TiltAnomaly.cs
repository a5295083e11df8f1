namespace TradingDaemon.Domain.Tilt;

/// <summary>Something a detector found.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="Signal">Which detector.</param>
/// <param name="Severity">0 to 10.</param>
public sealed record TiltAnomaly(DateTimeOffset At, TiltSignal Signal, decimal Severity);
