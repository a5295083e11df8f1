namespace TradingDaemon.Venues.Streaming;

/// <summary>How hard a lost connection is tried again.</summary>
public sealed record ReconnectOptions
{
    /// <summary>Longest first wait.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait ever.</summary>
    public TimeSpan Most { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts without data in a window: full jitter alone makes twice as many, and venues ban for it.</summary>
    public int AttemptsMax { get; init; } = 12;

    /// <summary>The window.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(5);
}
