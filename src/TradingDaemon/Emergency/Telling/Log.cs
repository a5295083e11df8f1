namespace TradingDaemon.Emergency.Telling;

/// <summary>What the emergency stop says.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 7_501, Level = LogLevel.Critical, Message = "Emergency stop: {State} by {Source}: {Reason}")]
    internal static partial void EmergencyPulled(this ILogger logger, string state, string source, string reason);

    [LoggerMessage(EventId = 7_502, Level = LogLevel.Critical, Message = "Emergency stop, {Step}: {Detail}")]
    internal static partial void EmergencyStepFailed(this ILogger logger, string step, string detail);

    [LoggerMessage(EventId = 7_503, Level = LogLevel.Warning, Message = "Emergency stop, {Step}: {Detail}")]
    internal static partial void EmergencyStepDone(this ILogger logger, string step, string detail);

    [LoggerMessage(EventId = 7_504, Level = LogLevel.Warning, Message = "The emergency stop is cleared by {Source}: {Reason}")]
    internal static partial void EmergencyCleared(this ILogger logger, string source, string reason);

    [LoggerMessage(EventId = 7_505, Level = LogLevel.Critical, Message = "The emergency stop begins as it was left: {State} since {Since} by {Source}: {Reason}")]
    internal static partial void EmergencyStands(this ILogger logger, string state, DateTimeOffset since, string source, string reason);

    [LoggerMessage(EventId = 7_506, Level = LogLevel.Error, Message = "The emergency stop's watch met a fault and goes on: {Part}.")]
    internal static partial void EmergencyWatchFailed(this ILogger logger, Exception failure, string part);

    [LoggerMessage(EventId = 7_507, Level = LogLevel.Warning, Message = "Emergency stop, {Act} has ended. {Left}")]
    internal static partial void EmergencyLeft(this ILogger logger, string act, string left);
}
