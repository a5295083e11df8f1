namespace TradingDaemon.Execution;

/// <summary>What order execution says.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 4_002, Level = LogLevel.Warning, Message = "Order {OrderId} is not placed at {Venue}. {Reason}")]
    internal static partial void OrderNotSent(this ILogger logger, string orderId, string venue, string reason);

    [LoggerMessage(EventId = 4_003, Level = LogLevel.Critical, Message = "The session with {Venue} broke and stays broken; only a start recovers it.")]
    internal static partial void VenueBroken(this ILogger logger, Exception failure, string venue);

    [LoggerMessage(EventId = 4_004, Level = LogLevel.Warning, Message = "Order {OrderId}, attempt {Attempt} at {Venue}, failed and was certainly not placed: {Fault}")]
    internal static partial void PlacementFailed(this ILogger logger, string orderId, string venue, int attempt, string fault);

    [LoggerMessage(EventId = 4_005, Level = LogLevel.Warning, Message = "Order {OrderId}, attempt {Attempt} at {Venue}, was refused: {Why}, {Reason}")]
    internal static partial void PlacementRefused(this ILogger logger, string orderId, string venue, int attempt, string why, string reason);

    [LoggerMessage(EventId = 4_006, Level = LogLevel.Error, Message = "Order {OrderId}, attempt {Attempt} at {Venue}, may or may not have been placed; it is looked up before anything else: {Fault}")]
    internal static partial void OutcomeUnclear(this ILogger logger, string orderId, string venue, int attempt, string fault);

    [LoggerMessage(EventId = 4_007, Level = LogLevel.Warning, Message = "Order {OrderId} could not be looked up at {Venue}, attempt {Attempt}; that says nothing of it: {Fault}")]
    internal static partial void LookUpFailed(this ILogger logger, string orderId, string venue, int attempt, string fault);

    [LoggerMessage(EventId = 4_008, Level = LogLevel.Critical, Message = "Order {OrderId} at {Venue} is still unclear, and {Symbol} stays frozen: {Why}")]
    internal static partial void OutcomeOverdue(this ILogger logger, string orderId, string symbol, string venue, string why);

    [LoggerMessage(EventId = 4_009, Level = LogLevel.Warning, Message = "The cancel of {OrderId}, attempt {Attempt} at {Venue}, failed: {Fault}")]
    internal static partial void CancelFailed(this ILogger logger, string orderId, string venue, int attempt, string fault);

    [LoggerMessage(EventId = 4_010, Level = LogLevel.Information, Message = "The stream of {Venue} is open.")]
    internal static partial void StreamOpened(this ILogger logger, string venue);

    [LoggerMessage(EventId = 4_011, Level = LogLevel.Warning, Message = "The stream of {Venue} is lost, attempt {Attempt}; again in {PauseSeconds} s: {Reason}")]
    internal static partial void StreamLost(this ILogger logger, string venue, int attempt, double pauseSeconds, string reason);

    [LoggerMessage(EventId = 4_012, Level = LogLevel.Warning, Message = "The records of {Venue} could not be read (times in a row: {Failed}); again in {PauseSeconds} s: {Fault}")]
    internal static partial void RoundFailed(this ILogger logger, string venue, int failed, double pauseSeconds, string fault);

    [LoggerMessage(EventId = 4_013, Level = LogLevel.Warning, Message = "The clock of {Venue} is {OffsetMilliseconds} ms from ours; entries blocked: {IsBlocked}.")]
    internal static partial void ClockMoved(this ILogger logger, string venue, double offsetMilliseconds, bool isBlocked);

    [LoggerMessage(EventId = 4_014, Level = LogLevel.Critical, Message = "{Text}")]
    internal static partial void TwinsFound(this ILogger logger, string text);

    [LoggerMessage(EventId = 4_015, Level = LogLevel.Warning, Message = "Stopped while requests to {Venue} were under way ({Requests}); the next start finds out what became of them.")]
    internal static partial void RequestsCutOff(this ILogger logger, string venue, int requests);

    [LoggerMessage(EventId = 4_016, Level = LogLevel.Warning, Message = "The clock of {Venue} is no longer measured; its entries stay blocked until a measurement shows at most {FreedBelowMilliseconds} ms.")]
    internal static partial void ClockUnknown(this ILogger logger, string venue, double freedBelowMilliseconds);

    [LoggerMessage(EventId = 4_017, Level = LogLevel.Critical, Message = "{Text}")]
    internal static partial void ComparisonOverdue(this ILogger logger, string text);

    [LoggerMessage(EventId = 4_019, Level = LogLevel.Error, Message = "The stream of {Venue} ended by something nobody foresaw; it is opened anew.")]
    internal static partial void StreamBroken(this ILogger logger, Exception failure, string venue);

    [LoggerMessage(EventId = 4_018, Level = LogLevel.Information, Message = "Books and {Venue} agree again, after {Seconds} s.")]
    internal static partial void ComparedAgain(this ILogger logger, string venue, double seconds);

    [LoggerMessage(EventId = 4_020, Level = LogLevel.Warning, Message = "No price of {Symbol} from {Venue} for the entries that wait for it: {Reason}")]
    internal static partial void QuoteNotFetched(this ILogger logger, string symbol, string venue, string reason);

    [LoggerMessage(EventId = 4_021, Level = LogLevel.Critical, Message = "{Text}")]
    internal static partial void RequestUndelivered(this ILogger logger, string text);
}
