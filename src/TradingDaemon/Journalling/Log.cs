namespace TradingDaemon.Journalling;

/// <summary>What the journal's writer and the recorder say.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 3_101, Level = LogLevel.Critical, Message = "The journal cannot be written; entries are stopped and nothing is sent until it can.")]
    internal static partial void JournalRefuses(this ILogger logger, Exception failure);

    [LoggerMessage(EventId = 3_102, Level = LogLevel.Warning, Message = "The journal can be written again.")]
    internal static partial void JournalAccepts(this ILogger logger);

    [LoggerMessage(EventId = 3_103, Level = LogLevel.Critical, Message = "The journal refused its facts; the daemon stops.")]
    internal static partial void JournalBroken(this ILogger logger, Exception failure);

    [LoggerMessage(EventId = 3_104, Level = LogLevel.Critical, Message = "The daemon ends with batches the disk would not take ({Batches}); none of their orders was sent.")]
    internal static partial void JournalGaveUp(this ILogger logger, int batches);

    [LoggerMessage(EventId = 3_105, Level = LogLevel.Critical, Message = "Our books are older than {Venue}: {Ours}, it has {Theirs}; {Resolution}.")]
    internal static partial void BooksAreOlder(this ILogger logger, string venue, string ours, string theirs, string resolution);

    [LoggerMessage(EventId = 3_106, Level = LogLevel.Warning, Message = "Client order ids are of epoch {Epoch} from here on: {Reason}")]
    internal static partial void EpochBegun(this ILogger logger, int epoch, string reason);

    [LoggerMessage(EventId = 3_107, Level = LogLevel.Critical, Message = "The disk has not taken the journal for {Milliseconds} ms; new orders wait for it, cancels leave.")]
    internal static partial void JournalOverdue(this ILogger logger, double milliseconds);

    [LoggerMessage(EventId = 3_108, Level = LogLevel.Warning, Message = "The disk has taken the journal after all.")]
    internal static partial void JournalAnswers(this ILogger logger);

    [LoggerMessage(EventId = 4_101, Level = LogLevel.Information, EventName = "TradeExecuted", Message = "{Strategy} {Side} {Quantity} {Symbol} for {Price} at {Venue}, fee {Fee} {FeeCurrency}, order {OrderId} (simulated: {Simulated}; milliseconds after the decision: {LatencyMs}).")]
    internal static partial void TradeExecuted(
        this ILogger logger, string strategy, string symbol, string side, decimal quantity, decimal price, string venue, decimal fee, string feeCurrency, string orderId, bool simulated, double? latencyMs);

    [LoggerMessage(EventId = 5_101, Level = LogLevel.Information, Message = "Refused {Signal} of {Strategy} on {Symbol} by {Rule}: {Detail} (limit {Limit}, asked {Asked})")]
    internal static partial void SignalRefused(this ILogger logger, string strategy, string symbol, string signal, string rule, string detail, decimal limit, decimal asked);

    [LoggerMessage(EventId = 5_102, Level = LogLevel.Warning, Message = "The engine is {To} (was {From}): {Reason}")]
    internal static partial void StateChanged(this ILogger logger, string from, string to, string reason);

    [LoggerMessage(EventId = 5_103, Level = LogLevel.Information, Message = "Tier {Tier} is entered at equity {Equity} (before: {From}): {Reason}")]
    internal static partial void TierEntered(this ILogger logger, string tier, string from, decimal equity, string reason);

    [LoggerMessage(EventId = 5_104, Level = LogLevel.Warning, Message = "Our books and {Venue} differ in {Subject}: ours {Ours}, theirs {Theirs}; {Resolution}.")]
    internal static partial void BreakFound(this ILogger logger, string venue, string subject, string ours, string theirs, string resolution);

    [LoggerMessage(EventId = 5_105, Level = LogLevel.Information, Message = "{Strategy} did what one does on tilt, {Signal}: {Detail}")]
    internal static partial void TiltFound(this ILogger logger, string strategy, string signal, string detail);

    [LoggerMessage(EventId = 5_112, Level = LogLevel.Information, Message = "The gatekeeper ({Model}) says of an entry of {Strategy} in {Symbol}: {Score}, {Verdict}, the threshold is {Threshold} (veto: {Veto}, missing: {Missing}).")]
    internal static partial void EntryScored(this ILogger logger, string model, string strategy, string symbol, decimal? score, string verdict, decimal threshold, bool veto, string? missing);

    [LoggerMessage(EventId = 5_106, Level = LogLevel.Warning, Message = "{Strategy} is {Move} for tilt until {Until}, entries at {SizeFactor} of their size: {Reason}")]
    internal static partial void TiltMoved(this ILogger logger, string strategy, string move, DateTimeOffset? until, decimal sizeFactor, string reason);

    [LoggerMessage(EventId = 5_115, Level = LogLevel.Information, Message = "{By} wrote {Words} words about {Strategy}.")]
    internal static partial void TiltJournalled(this ILogger logger, string by, int words, string strategy);

    [LoggerMessage(EventId = 5_113, Level = LogLevel.Information, Message = "Capital of tier {Tier} is shared out anew: {Shares}. {Reason}")]
    internal static partial void CapitalRebalanced(this ILogger logger, string tier, string shares, string reason);

    [LoggerMessage(EventId = 5_114, Level = LogLevel.Warning, Message = "Capital is shared out in the mode {To} (was {From}): {Reason}")]
    internal static partial void AllocationModeMoved(this ILogger logger, string from, string to, string reason);

    [LoggerMessage(EventId = 5_108, Level = LogLevel.Information, Message = "Before tier {Tier} is entered it trades on paper, trial {Attempt}, beginning with {Equity}")]
    internal static partial void PaperTrialStarted(this ILogger logger, string tier, int attempt, decimal equity);

    [LoggerMessage(EventId = 5_109, Level = LogLevel.Information, Message = "The trial on paper before tier {Tier}, trial {Attempt}, is {State}{Figures}: {Reason}")]
    internal static partial void PaperTrialEnded(this ILogger logger, string tier, int attempt, string state, string figures, string reason);

    [LoggerMessage(EventId = 4_104, Level = LogLevel.Information, Message = "{Venue} charged {Amount} {Currency} apart from any trade, of {On} ({ChargeId}); cash moved by {Moved}. {Said}")]
    internal static partial void ChargeBooked(this ILogger logger, string venue, string chargeId, DateOnly on, decimal amount, string currency, decimal moved, string said);

    [LoggerMessage(EventId = 4_102, Level = LogLevel.Information, Message = "Order {OrderId} is {Status} after {Kind}. {Reason}")]
    internal static partial void OrderMoved(this ILogger logger, string orderId, string status, string kind, string reason);

    [LoggerMessage(EventId = 4_103, Level = LogLevel.Information, Message = "Order {OrderId}: {Strategy} {Side} {Quantity} {Symbol} at {Venue}, because: {Reason}")]
    internal static partial void OrderIntended(this ILogger logger, string orderId, string strategy, string side, decimal quantity, string symbol, string venue, string reason);

    [LoggerMessage(EventId = 2_101, Level = LogLevel.Information, Message = "Strategy {Strategy} is {Condition}: {Reason}")]
    internal static partial void StrategyMoved(this ILogger logger, string strategy, string condition, string reason);

    [LoggerMessage(EventId = 5_107, Level = LogLevel.Warning, Message = "Configuration {Version} ({Hash}) is in force, by {By} ({Source}): {Changes}")]
    internal static partial void ConfigurationChanged(this ILogger logger, long version, string hash, string source, string by, string changes);
}
