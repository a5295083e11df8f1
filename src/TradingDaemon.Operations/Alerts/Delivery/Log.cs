using Microsoft.Extensions.Logging;

namespace TradingDaemon.Operations.Alerts.Delivery;

internal static partial class Log
{
    [LoggerMessage(EventId = 6_111, Level = LogLevel.Warning, Message = "Alert channel {Channel} does not pass notices on: {Why}")]
    internal static partial void ChannelFails(this ILogger logger, string channel, string why);

    [LoggerMessage(EventId = 6_112, Level = LogLevel.Information, Message = "Alert channel {Channel} passes notices on again.")]
    internal static partial void ChannelWorks(this ILogger logger, string channel);

    [LoggerMessage(EventId = 6_113, Level = LogLevel.Warning, Message = "Alert channel {Channel}: {Summary}")]
    internal static partial void NoticesLeftOut(this ILogger logger, string channel, string summary);

    [LoggerMessage(EventId = 6_114, Level = LogLevel.Error, Message = "Alert channel {Channel} broke in an attempt; it goes on.")]
    internal static partial void ChannelBroke(this ILogger logger, Exception exception, string channel);
}
