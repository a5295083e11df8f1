using Microsoft.Extensions.Logging;

namespace TradingDaemon.Operations.Alerts;

internal static partial class Log
{
    [LoggerMessage(EventId = 6_101, Message = "Alert {AlertKey}, {Severity}: {Text} (raised {Count} times).")]
    internal static partial void AlertRaised(this ILogger logger, LogLevel level, string alertKey, AlertSeverity severity, string text, long count);

    [LoggerMessage(EventId = 6_102, Level = LogLevel.Error, Message = "Alert channel {Channel} failed to pass on {AlertKey}.")]
    internal static partial void AlertChannelFailed(this ILogger logger, Exception exception, string channel, string alertKey);
}
