using System.Globalization;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Recovery;

/// <summary>Start-up is recovery: the newest whole checkpoint, then every journalled fact after it. There is no other way to begin.</summary>
internal static class BooksRecovery
{
    /// <summary>An engine whose books are what the journal says.</summary>
    /// <exception cref="InvalidDataException">A fact is damaged, or the journal ends before the checkpoint.</exception>
    /// <returns>The engine, and the time of the newest fact it knows; null for a new store.</returns>
    public static (AccountEngine Engine, DateTimeOffset? NewestAt) Recover(AccountSetup setup, IJournal journal, ICheckpoints checkpoints, ILogger logger)
    {
        var newest = checkpoints.ReadNewest(out var damaged);
        foreach (var line in damaged) logger.CheckpointDamaged(line);
        var state = newest?.State ?? new AccountState();
        if (state.Sequence > journal.LastSequence)
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"The checkpoint knows fact {state.Sequence} but the journal ends at {journal.LastSequence}: the database is older than its checkpoints. Restore both from the same backup."));

        var engine = new AccountEngine(setup, state);
        var (applied, newestAt) = (0L, newest?.At);
        foreach (var fact in journal.ReadAfter(state.Sequence))
        {
            engine.Recover(fact);
            (applied, newestAt) = (applied + 1, fact.At);
        }

        logger.BooksRecovered(state.Sequence, applied, engine.Account.Books.Orders.Open.Count);
        return (engine, newestAt);
    }
}
