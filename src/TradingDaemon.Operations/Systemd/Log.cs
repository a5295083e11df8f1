using Microsoft.Extensions.Logging;

namespace TradingDaemon.Operations.Systemd;

internal static partial class Log
{
    [LoggerMessage(EventId = 6_401, Level = LogLevel.Critical, Message = "The loop makes no progress: the watchdog is no longer fed and systemd will restart the daemon.")]
    internal static partial void WatchdogWithheld(this ILogger logger);
}
