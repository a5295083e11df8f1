using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections.Feeds;

/// <summary>When a feed that comes over a network counts as alive.</summary>
internal sealed record FeedWatchConfig
{
    /// <summary>Silence of an instrument, its market being open, after which it is asked for again.</summary>
    [DurationRange("00:00:01", "01:00:00")]
    public TimeSpan QuietMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How much longer it may then be silent before it is stale; with all instruments stale, entries are blocked and the connection is made anew.</summary>
    [DurationRange("00:00:01", "01:00:00")]
    public TimeSpan ConfirmMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether books are taken beside quotes; quotes of a book that does not add up are withheld.</summary>
    public bool Books { get; init; }
}
