namespace TradingDaemon.Tests.Storage.Support;

/// <summary>A clock that stands where it was put.</summary>
internal sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    public static DateTimeOffset Noon { get; } = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
