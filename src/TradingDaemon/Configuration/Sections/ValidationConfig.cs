using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections;

/// <summary>Which ticks are believed, and for how long.</summary>
internal sealed record ValidationConfig
{
    /// <summary>How far a source time may lie after the receive time.</summary>
    [DurationRange("00:00:00", "00:05:00")]
    public TimeSpan SkewMax { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Age on arrival above which an event is dropped; a replay at recorded stamps takes any age.</summary>
    [DurationRange("00:00:00.100", "01:00:00")]
    public TimeSpan AgeMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A price further than this fraction from the last good one is an outlier.</summary>
    [NumberRange(0, 1, MinExcluded = true)]
    public decimal OutlierMaxFraction { get; init; } = 0.20m;

    /// <summary>That many outliers in a row that agree with each other are the new level.</summary>
    [NumberRange(1, 1000)]
    public int OutlierConfirmations { get; init; } = 3;

    /// <summary>How long a quote stays good.</summary>
    [DurationRange("00:00:00.100", "01:00:00")]
    public TimeSpan QuoteTtl { get; init; } = TimeSpan.FromSeconds(5);
}
