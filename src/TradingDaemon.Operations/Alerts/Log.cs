using Microsoft.Extensions.Logging;

namespace TradingDaemon.Operations.Alerts;

internal static partial class Log
{
    [LoggerMessage(EventId = 6_101, Message = "Alert {AlertKey}, {Severity}: {Text} (times raised: {Count}, id {AlertId}).")]
    internal static partial void AlertRaised(this ILogger logger, LogLevel level, string alertKey, AlertSeverity severity, string text, long count, string alertId);

    [LoggerMessage(EventId = 6_102, Level = LogLevel.Error, Message = "Alert channel {Channel} failed to pass on {AlertKey}.")]
    internal static partial void AlertChannelFailed(this ILogger logger, Exception exception, string channel, string alertKey);

    [LoggerMessage(EventId = 6_103, Level = LogLevel.Information, Message = "Alert {AlertKey} ended after {Lasted} (times raised: {Count}, id {AlertId}).")]
    internal static partial void AlertEnded(this ILogger logger, string alertKey, TimeSpan lasted, long count, string alertId);

    [LoggerMessage(EventId = 6_104, Message = "Alert {AlertKey} stands and nobody has acknowledged it, so it goes again as {Severity}: {Text} (escalation {Escalations}, id {AlertId}).")]
    internal static partial void AlertEscalated(this ILogger logger, LogLevel level, string alertKey, AlertSeverity severity, string text, int escalations, string alertId);

    [LoggerMessage(EventId = 6_105, Level = LogLevel.Information, Message = "Alert {AlertKey} is acknowledged by {By} (id {AlertId}).")]
    internal static partial void AlertAcknowledged(this ILogger logger, string alertKey, string by, string alertId);
}
