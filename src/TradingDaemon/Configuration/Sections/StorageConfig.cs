using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections;

/// <summary>Where the books are kept.</summary>
internal sealed record StorageConfig
{
    /// <summary>Relative to the directory the daemon is started in.</summary>
    [TextPattern(@".*\S.*", "the path of a directory that can be written")]
    public string Directory { get; init; } = "data";

    /// <summary>Time between checkpoints.</summary>
    [DurationRange("00:00:01", "1.00:00:00")]
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many are kept; a damaged one falls back to the one before.</summary>
    [NumberRange(1, 100)]
    public int CheckpointsKept { get; init; } = 3;

    /// <summary>For how long the series of prices is kept; what is older is forgotten.</summary>
    [DurationRange("1.00:00:00", "3650.00:00:00")]
    public TimeSpan SeriesRetention { get; init; } = TimeSpan.FromDays(365);
}
