using Microsoft.Extensions.Logging.Abstractions;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Books;
using TradingDaemon.Recovery;
using TradingDaemon.Storage;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Recovery;

/// <summary>The real store of a process that died after a fact: what it had written, and what the next process makes of it.</summary>
/// <param name="path">Where it lies.</param>
/// <param name="setup">The account's configuration.</param>
internal sealed class CrashedStore(string path, AccountSetup setup)
{
    /// <summary>Books folded from nothing but facts.</summary>
    public static AccountState Folded(AccountSetup setup, IEnumerable<RecordedFact> facts)
    {
        var engine = new AccountEngine(setup, new AccountState());
        foreach (var fact in facts) engine.Recover(fact);
        return engine.Capture();
    }

    /// <summary>Writes facts, with the orders they intend, and a checkpoint after the last where that is wanted.</summary>
    public void Write(List<RecordedFact> facts, IEnumerable<ApprovedOrder> orders, bool isCheckpointed)
    {
        using var store = Open();
        var intents = facts.Select(static one => one.Fact).OfType<Fact.OrderIntended>().Select(static intended => intended.Intent.ClientOrderId).ToHashSet();
        store.Journal.Commit([new JournalBatch(facts, [.. orders.Where(order => intents.Contains(order.Intent.ClientOrderId))], [])]);
        if (isCheckpointed) store.Checkpoints.Write(Folded(setup, facts), facts[^1].At);
    }

    /// <summary>The account as the next process finds it.</summary>
    public AccountState Recovered()
    {
        using var store = Open();
        var (engine, _) = BooksRecovery.Recover(setup, store.Journal, store.Checkpoints, NullLogger.Instance);
        return engine.Capture();
    }

    private SqliteStore Open() => SqliteStore.Open(new StoreOptions { Directory = path, Epoch = 7 }, new SetClock(SetClock.Noon));
}
