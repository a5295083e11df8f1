using Microsoft.Extensions.Logging;

namespace TradingDaemon.Sandbox;

/// <summary>What the sandbox tells of itself.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 4_901, Level = LogLevel.Information, Message = "The sandbox exchange listens at {Address}, its staff at {Admin}; accounts: {Accounts}; instruments: {Instruments}; events in its ledger: {Events}.")]
    internal static partial void SandboxStarted(this ILogger logger, Uri address, Uri admin, int accounts, int instruments, long events);

    [LoggerMessage(EventId = 4_903, Level = LogLevel.Information, Message = "The sandbox exchange at {Address} has ended.")]
    internal static partial void SandboxEnded(this ILogger logger, Uri address);

    [LoggerMessage(EventId = 4_902, Level = LogLevel.Warning, Message = "{Bytes} bytes of a half-written ledger line were cut off.")]
    internal static partial void LedgerTorn(this ILogger logger, long bytes);
}
