namespace TradingDaemon.Reloading;

/// <summary>What reloading says.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 7_601, Level = LogLevel.Warning, Message = "The configuration was not reloaded ({Source}); what ran goes on running. {Why}")]
    internal static partial void ReloadRefused(this ILogger logger, string source, string why);

    [LoggerMessage(EventId = 7_602, Level = LogLevel.Information, Message = "The configuration was read ({Source}). {Outcome}")]
    internal static partial void ReloadDone(this ILogger logger, string source, string outcome);

    [LoggerMessage(EventId = 7_603, Level = LogLevel.Error, Message = "Watching the configuration met a fault and goes on.")]
    internal static partial void WatchFailed(this ILogger logger, Exception failure);
}
