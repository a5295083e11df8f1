namespace TradingDaemon.Recovery;

/// <summary>What recovery and checkpoints say.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 7_108, Level = LogLevel.Warning, Message = "{Venue} did not answer at the start: nothing is entered there before it does.")]
    internal static partial void VenueUnanswering(this ILogger logger, Exception unanswered, string venue);

    [LoggerMessage(EventId = 7_109, Level = LogLevel.Warning, Message = "Nothing is traded at {Venue}: {Why}. Its instruments are traded at the simulated venue, on its prices: {Symbols}.")]
    internal static partial void VenueNotTraded(this ILogger logger, string venue, string why, string symbols);

    [LoggerMessage(EventId = 7_112, Level = LogLevel.Information, Message = "{Venue} takes no orders of this daemon. Its prices are watched: {Symbols}.")]
    internal static partial void VenueWatched(this ILogger logger, string venue, string symbols);

    [LoggerMessage(EventId = 7_113, Level = LogLevel.Information, Message = "Nothing is traded at {Venue}, and nothing was meant to be: {Why}. Its prices are watched: {Symbols}.")]
    internal static partial void VenueUnused(this ILogger logger, string venue, string why, string symbols);

    [LoggerMessage(EventId = 7_114, Level = LogLevel.Warning, Message = "Nothing is traded at {Venue}, and none of its prices come: {Why}. Nothing is entered in what has its prices: {Symbols}.")]
    internal static partial void VenueUnpriced(this ILogger logger, string venue, string why, string symbols);

    [LoggerMessage(EventId = 7_115, Level = LogLevel.Warning, Message = "Traded at {Venue} on its own steps: {Steps}.")]
    internal static partial void StepsAreCoarser(this ILogger logger, string venue, string steps);

    [LoggerMessage(EventId = 7_116, Level = LogLevel.Warning, Message = "{Venue} did not tell its lots and ticks of {Symbols} at the start: those of the start before hold until the next one, the configuration's where it never told them.")]
    internal static partial void StepsNotTold(this ILogger logger, string venue, string symbols);

    [LoggerMessage(EventId = 7_110, Level = LogLevel.Warning, Message = "Money is at stake at {Venue}: {Symbols}.")]
    internal static partial void VenueLive(this ILogger logger, string venue, string symbols);

    [LoggerMessage(EventId = 7_111, Level = LogLevel.Information, Message = "Play money is traded at {Venue}: {Symbols}.")]
    internal static partial void VenuePaper(this ILogger logger, string venue, string symbols);

    [LoggerMessage(EventId = 3_201, Level = LogLevel.Error, Message = "A checkpoint is damaged and was passed over: {Detail}")]
    internal static partial void CheckpointDamaged(this ILogger logger, string detail);

    [LoggerMessage(EventId = 3_202, Level = LogLevel.Information, Message = "Books recovered from the checkpoint at fact {Checkpoint} (facts after it: {Facts}; open orders: {OpenOrders}).")]
    internal static partial void BooksRecovered(this ILogger logger, long checkpoint, long facts, int openOrders);

    [LoggerMessage(EventId = 3_203, Level = LogLevel.Information, Message = "Compared with {Venue}: missed fills: {Fills}; open orders there: {OpenOrders}; orders {Orders}; cash and holdings {Holdings}; differences left: {Breaks}; entries {Entries}.")]
    internal static partial void Reconciled(this ILogger logger, string venue, int fills, int openOrders, string orders, string holdings, int breaks, string entries);

    [LoggerMessage(EventId = 3_204, Level = LogLevel.Information, Message = "Checkpoint at fact {Sequence} written in {Milliseconds} ms.")]
    internal static partial void CheckpointWritten(this ILogger logger, long sequence, double milliseconds);

    [LoggerMessage(EventId = 3_205, Level = LogLevel.Error, Message = "A checkpoint could not be written; the journal alone still recovers everything.")]
    internal static partial void CheckpointFailed(this ILogger logger, Exception failure);

    [LoggerMessage(EventId = 3_206, Level = LogLevel.Information, Message = "Store {Directory} opened with {Sqlite}, boot {Boot}; the venue's ledger: {Ledger}.")]
    internal static partial void StoreOpened(this ILogger logger, string directory, string sqlite, int boot, string ledger);
}
