namespace TradingDaemon.Domain.Tilt;

/// <summary>Lock-outs of one level in a row.</summary>
/// <param name="Count">How many, the newest included.</param>
/// <param name="At">When the newest began (UTC).</param>
public sealed record TiltLockRun(int Count, DateTimeOffset At);
