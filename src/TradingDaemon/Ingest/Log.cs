using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Ingest;

/// <summary>What feeds say.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1_001, Level = LogLevel.Information, Message = "Feed {Feed} has ended: its recorded data is used up.")]
    internal static partial void FeedEnded(this ILogger logger, string feed);

    [LoggerMessage(EventId = 1_002, Level = LogLevel.Critical, Message = "Feed {Feed} failed.")]
    internal static partial void FeedFailed(this ILogger logger, Exception failure, string feed);

    [LoggerMessage(EventId = 1_004, Level = LogLevel.Critical, Message = "The venue no longer takes the prices of feed {Feed}; strategies still do.")]
    internal static partial void MirrorBroken(this ILogger logger, Exception failure, string feed);

    [LoggerMessage(EventId = 1_005, Level = LogLevel.Information, Message = "Feed {Feed}, {Symbol}: {Change}, {Reason}")]
    internal static partial void FeedChanged(this ILogger logger, string feed, FeedChangeKind change, string symbol, string reason);

    [LoggerMessage(EventId = 1_006, Level = LogLevel.Warning, Message = "Feed {Feed}, {Symbol}: {Change}, {Reason}")]
    internal static partial void FeedTroubled(this ILogger logger, string feed, FeedChangeKind change, string symbol, string reason);

    [LoggerMessage(EventId = 1_007, Level = LogLevel.Warning, Message = "{Venue} does not tell the Greeks of options, entries in them are refused where a limit needs them: {Reason}")]
    internal static partial void GreeksNotTold(this ILogger logger, string venue, string reason);

    [LoggerMessage(EventId = 1_008, Level = LogLevel.Information, Message = "{Venue} tells the Greeks of options again.")]
    internal static partial void GreeksToldAgain(this ILogger logger, string venue);

    [LoggerMessage(EventId = 1_003, Level = LogLevel.Warning, EventName = "RowMalformed", Message = "Skipped {Fault}")]
    internal static partial void RowMalformed(this ILogger logger, string fault);
}
