using BenchmarkDotNet.Attributes;
using TradingDaemon.Storage;

namespace TradingDaemon.Benchmarks.Micro;

/// <summary>Making facts durable on this disk: all that waits in one commit, as the daemon does, or each by itself.</summary>
public class JournalCosts
{
    private const int Facts = 64;
    private readonly string _directory = Directory.CreateTempSubdirectory("tradingdaemon-bench-").FullName;
    private SqliteStore? _store;

    /// <summary>Opens an empty store.</summary>
    [GlobalSetup]
    public void Open() => _store = SqliteStore.Open(new StoreOptions { Directory = _directory, Epoch = 1 }, TimeProvider.System);

    /// <summary>Closes and removes it.</summary>
    [GlobalCleanup]
    public void Close()
    {
        _store!.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>64 facts, one commit, one flush.</summary>
    [Benchmark(Description = "a durable fact, 64 in one commit", OperationsPerInvoke = Facts)]
    public int Together() => _store!.Journal.Commit(RefusalFacts.Batches(_store.Journal.LastSequence + 1, Facts)).Count;

    /// <summary>64 facts, 64 commits, 64 flushes.</summary>
    [Benchmark(Description = "a durable fact, a commit each", OperationsPerInvoke = Facts)]
    public int Each()
    {
        var orders = 0;
        foreach (var batch in RefusalFacts.Batches(_store!.Journal.LastSequence + 1, Facts)) orders += _store.Journal.Commit([batch]).Count;
        return orders;
    }
}
