namespace TradingDaemon.Trials;

/// <summary>What trials on paper say.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 5_201, Level = LogLevel.Information, Message = "Tier {Tier} trades on paper, trial {Attempt}, with books of its own in {Directory}; no order of it leaves this process.")]
    internal static partial void TrialBegins(this ILogger logger, string tier, int attempt, string directory);

    [LoggerMessage(EventId = 5_202, Level = LogLevel.Warning, Message = "The trial on paper could not be looked after; it is tried again in a second.")]
    internal static partial void TrialUnattended(this ILogger logger, Exception failure);
}
