using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Storage;

namespace TradingDaemon.Tests.Storage.Support;

/// <summary>Shorthand for stores and what is committed to them.</summary>
internal static class Batches
{
    public static SqliteStore Open(this ScratchDirectory scratch, int? epoch = 7) =>
        SqliteStore.Open(new StoreOptions { Directory = scratch.Path, Epoch = epoch }, new SetClock(SetClock.Noon));

    public static JournalBatch Of(params RecordedFact[] facts) => new(facts, [], []);

    public static RecordedFact At(long sequence, Fact fact) => new(sequence, SetClock.Noon.AddTicks(sequence), fact);

    public static void Commit(this SqliteStore store, params RecordedFact[] facts) => store.Journal.Commit([Of(facts)]);
}
