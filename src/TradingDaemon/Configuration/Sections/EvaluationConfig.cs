using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections;

/// <summary>How strategies are run and supervised.</summary>
internal sealed record EvaluationConfig
{
    /// <summary>Threads; each owns its instruments.</summary>
    [NumberRange(1, 64)]
    public int Shards { get; init; } = 1;

    /// <summary>An evaluation that takes longer counts as stalled.</summary>
    [DurationRange("00:00:00.010", "00:01:00")]
    public TimeSpan StallMax { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Restarts within the window after which a strategy is disabled.</summary>
    [NumberRange(0, 1000)]
    public int RestartsMax { get; init; } = 3;

    /// <summary>The window restarts are counted in.</summary>
    [DurationRange("00:00:01", "1.00:00:00")]
    public TimeSpan RestartWindow { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Wait before the first restart; doubled for each further one within the window.</summary>
    [DurationRange("00:00:00.010", "00:10:00")]
    public TimeSpan RestartBackoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait before a restart.</summary>
    [DurationRange("00:00:00.010", "01:00:00")]
    public TimeSpan RestartBackoffMax { get; init; } = TimeSpan.FromSeconds(60);
}
