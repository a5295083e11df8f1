using System.Globalization;
using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections.Feeds;

/// <summary>Where prices come from that no venue tells.</summary>
internal sealed record FeedConfig
{
    /// <summary>Simulated or replay.</summary>
    public FeedKind Kind { get; init; } = FeedKind.Simulated;

    /// <summary>Market seconds per real second, or <c>max</c>.</summary>
    [TextPattern(@"max|0*[1-9]\d{0,5}(\.\d+)?|0+\.0*[1-9]\d*", "a number above 0 and below 1000000, or max")]
    public string Speed { get; init; } = "1";

    /// <summary>Seed of the simulated market; the same seed gives the same market.</summary>
    [NumberRange(0, 9e15)]
    public long Seed { get; init; } = 42;

    /// <summary>How strongly simulated instruments move together, 0…1.</summary>
    [NumberRange(0, 1)]
    public double Correlation { get; init; } = 0.5;

    /// <summary>Chance, for each simulated quote, that the price jumps.</summary>
    [NumberRange(0, 1)]
    public double GapProbability { get; init; }

    /// <summary>Standard deviation of such a jump's log return; 0.01 is about 1 %.</summary>
    [NumberRange(0, 1)]
    public double GapSize { get; init; } = 0.01;

    /// <summary>Recorded files to replay, merged by time.</summary>
    [TextPattern(@".*\S.*", "the path of a .csv.gz or .csv file")]
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Whether a malformed row stops the replay instead of being counted.</summary>
    public bool Strict { get; init; }

    /// <summary>When a feed over a network counts as alive.</summary>
    public FeedWatchConfig Watch { get; init; } = new();

    /// <summary>Market seconds per real second; null means as fast as possible.</summary>
    public decimal? SpeedFactor => Speed == "max" ? null : decimal.Parse(Speed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
