namespace TradingDaemon.Stopping;

/// <summary>What stopping says.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 7_001, Level = LogLevel.Information, Message = "Stopping: the gate closes, policy {Policy}, grace {GraceSeconds} s.")]
    internal static partial void Stopping(this ILogger logger, string policy, double graceSeconds);

    [LoggerMessage(EventId = 7_002, Level = LogLevel.Information, Message = "The shutdown policy is carried out after {Seconds} s; orders that work on: {OpenOrders}; positions held: {Positions}.")]
    internal static partial void StopSettled(this ILogger logger, double seconds, int openOrders, int positions);

    [LoggerMessage(EventId = 7_003, Level = LogLevel.Warning, Message = "The shutdown policy is not carried out after {Seconds} s, the grace is {GraceSeconds} s; left as they are: open orders: {OpenOrders} ({Orders}); orders whose outcome is unclear: {UnclearOrders} ({Unclear}); positions: {PositionCount} ({Positions}). The next start reconciles them.")]
    internal static partial void StopUnsettled(this ILogger logger, double seconds, double graceSeconds, int openOrders, string orders, int unclearOrders, string unclear, int positionCount, string positions);

    [LoggerMessage(EventId = 7_004, Level = LogLevel.Error, Message = "The account engine does not answer within {Seconds} s, so what is left cannot be listed. The next start finds it.")]
    internal static partial void StopUnanswered(this ILogger logger, double seconds);
}
