namespace TradingDaemon.Evaluation;

/// <summary>What strategy shards say.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1_101, Level = LogLevel.Warning, EventName = "DataValidationFailed", Message = "Dropped a {Kind} of {Symbol}: {Reason} (bid or price {A}, ask {C}, stamped {SourceTime}); {Suppressed} more like it were not logged.")]
    internal static partial void DataValidationFailed(this ILogger logger, string symbol, string kind, string reason, decimal a, decimal c, DateTimeOffset sourceTime, long suppressed);

    [LoggerMessage(EventId = 2_001, Level = LogLevel.Information, Message = "Strategy {Strategy} is {Condition}: {Reason}")]
    internal static partial void StrategyCondition(this ILogger logger, string strategy, string condition, string reason);

    [LoggerMessage(EventId = 2_002, Level = LogLevel.Warning, Message = "{Strategy} proposed something invalid on {Symbol}: {Fault}; {Suppressed} more were not logged.")]
    internal static partial void ProposalInvalid(this ILogger logger, string strategy, string symbol, string fault, long suppressed);

    [LoggerMessage(EventId = 2_003, Level = LogLevel.Warning, Message = "A {Signal} of {Strategy} on {Symbol} expired while the account engine was behind.")]
    internal static partial void SignalExpiredInQueue(this ILogger logger, string strategy, string signal, string symbol);

    [LoggerMessage(EventId = 2_004, Level = LogLevel.Error, Message = "{Strategy} on {Symbol} did not come back within {LimitSeconds} s; its thread was abandoned.")]
    internal static partial void StrategyStalled(this ILogger logger, string strategy, string symbol, double limitSeconds);

    [LoggerMessage(EventId = 2_005, Level = LogLevel.Error, Message = "Strategy {Strategy}: {Fault}")]
    internal static partial void SpecFault(this ILogger logger, string strategy, string fault);

    [LoggerMessage(EventId = 2_007, Level = LogLevel.Information, Message = "{Symbol}: bars of {Seconds} s that came to look back on: {Count} of {Wanted}.")]
    internal static partial void HistoryCame(this ILogger logger, string symbol, int count, int wanted, double seconds);

    [LoggerMessage(EventId = 2_008, Level = LogLevel.Warning, Message = "{Symbol} has no bars of {Seconds} s to look back on, and its strategies enter nothing before they saw as many: {Why}")]
    internal static partial void HistoryMissing(this ILogger logger, string symbol, double seconds, string why);

    [LoggerMessage(EventId = 2_006, Level = LogLevel.Critical, Message = "A strategy shard broke; the daemon stops.")]
    internal static partial void ShardBroken(this ILogger logger, Exception failure);
}
