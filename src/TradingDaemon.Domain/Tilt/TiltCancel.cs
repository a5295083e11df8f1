namespace TradingDaemon.Domain.Tilt;

/// <summary>An entry that was to be cancelled.</summary>
/// <param name="At">When that was asked for (UTC).</param>
/// <param name="Age">How long after it was decided.</param>
public sealed record TiltCancel(DateTimeOffset At, TimeSpan Age);
