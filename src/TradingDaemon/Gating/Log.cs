namespace TradingDaemon.Gating;

/// <summary>What the account engine's thread says.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 5_001, Level = LogLevel.Critical, Message = "The account engine broke; the daemon stops and recovers at its next start.")]
    internal static partial void EngineBroken(this ILogger logger, Exception failure);
}
