namespace TradingDaemon.PriceSeries;

/// <summary>What the keeper of prices says.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1_101, Level = LogLevel.Information, Message = "The newest prices of {Venue} are kept every {Interval}, of instruments: {Instruments}.")]
    internal static partial void SeriesBegun(this ILogger logger, string venue, TimeSpan interval, int instruments);

    [LoggerMessage(EventId = 1_102, Level = LogLevel.Warning, Message = "{What}")]
    internal static partial void SeriesTroubled(this ILogger logger, string what);

    [LoggerMessage(EventId = 1_103, Level = LogLevel.Information, Message = "The prices of {Venue} are kept again, from {At} on.")]
    internal static partial void SeriesKeptAgain(this ILogger logger, string venue, DateTimeOffset at);

    [LoggerMessage(EventId = 1_104, Level = LogLevel.Debug, Message = "{Venue} did not tell its prices at try {Try}, and is asked again: {Reason}")]
    internal static partial void SeriesUnanswered(this ILogger logger, string venue, int @try, string reason);

    [LoggerMessage(EventId = 1_105, Level = LogLevel.Warning, Message = "Of {Venue} no price is kept of intervals that went by meanwhile: {Intervals} from {From} on.")]
    internal static partial void SeriesLate(this ILogger logger, string venue, long intervals, DateTimeOffset from);
}
