namespace TradingDaemon.Pipeline;

/// <summary>
/// The market's time: real time, or real time sped up from a starting moment. Everything that asks about the market's time asks
/// this one; latencies of the process are measured with the real clock.
/// </summary>
/// <param name="real">The real clock.</param>
/// <param name="start">The market's time at the moment of construction.</param>
/// <param name="factor">Market seconds per real second; above zero.</param>
internal sealed class MarketClock(TimeProvider real, DateTimeOffset start, decimal factor) : TimeProvider
{
    private readonly long _startedAt = real.GetTimestamp();
    private readonly double _factor = (double)factor;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => start + (real.GetElapsedTime(_startedAt) * _factor);

    /// <inheritdoc/>
    public override long GetTimestamp() => (long)((real.GetTimestamp() - _startedAt) * _factor);

    /// <inheritdoc/>
    public override long TimestampFrequency => real.TimestampFrequency;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        real.CreateTimer(callback, state, Scaled(dueTime), Scaled(period));

    // Timers know whole milliseconds and cut the rest off; a period cut to nothing would tick once and never again.
    private TimeSpan Scaled(TimeSpan span) =>
        span <= TimeSpan.Zero ? span : TimeSpan.FromMilliseconds(Math.Ceiling((span / _factor).TotalMilliseconds));
}
