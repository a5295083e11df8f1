namespace TradingDaemon.Execution;

/// <summary>What order execution says.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 4_001, Level = LogLevel.Error, Message = "A request to {Venue} for order {OrderId} failed.")]
    internal static partial void VenueRequestFailed(this ILogger logger, Exception failure, string venue, string orderId);

    [LoggerMessage(EventId = 4_003, Level = LogLevel.Critical, Message = "The connection to {Venue} broke and stays broken; only a start recovers it.")]
    internal static partial void VenueBroken(this ILogger logger, Exception failure, string venue);

    [LoggerMessage(EventId = 4_002, Level = LogLevel.Warning, Message = "Order {OrderId} was not sent: it became durable {AgeSeconds} s after its decision.")]
    internal static partial void OrderTooOld(this ILogger logger, string orderId, double ageSeconds);
}
