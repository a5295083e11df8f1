using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Simulation.Disk;
using TradingDaemon.Storage;
using TradingDaemon.Storage.Inspection;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Simulation.Disk;

/// <summary>
/// The same work every time: open a store, commit batches with orders, write checkpoints, tidy, close. Notes what was
/// acknowledged, so that whatever a crash leaves can be held against it.
/// </summary>
internal sealed class StoreRun
{
    public const string Directory = "/var/store";
    public const string Database = Directory + "/daemon.db";
    public const string Log = Database + "-wal";
    private readonly RecordedFact[][] _batches;
    private readonly HashSet<ClientOrderId> _minted = [];
    private int _acknowledged;
    private long _checkpoint;
    private int? _epoch;

    public StoreRun(int seed = 1, int batches = 8)
    {
        var source = new FactSource(seed);
        var sequence = 0L;
        RecordedFact Next(Fact fact) => new(++sequence, SetClock.Noon.AddTicks(sequence), fact);
        _batches = [.. Enumerable.Range(0, batches).Select(i => i % 3 == 2
            ? [Next(source.Fact())]
            : new[] { Next(new Fact.OrderIntended(source.Intent())), Next(source.Fact()), Next(new Fact.OrderIntended(source.Intent())) })];
        Facts = [.. _batches.SelectMany(static batch => batch)];
    }

    /// <summary>Everything that is to be committed.</summary>
    public RecordedFact[] Facts { get; }

    /// <summary>Facts whose commit returned.</summary>
    public int AcknowledgedFacts => _batches.Take(_acknowledged).Sum(static batch => batch.Length);

    /// <summary>A test-only weakness: how the writer flushes, instead of FULL.</summary>
    public string? Synchronous { get; init; }

    public static SqliteStore Open(MountedDisk mount, int? epoch = null) =>
        SqliteStore.Open(new StoreOptions { Directory = Directory, Disk = mount, CheckpointsKept = 2, Epoch = epoch }, new SetClock(SetClock.Noon));

    /// <summary>Goes on from what is durable to the end; true when it came there, false when the disk's processes died on the way.</summary>
    public bool Work(SimulatedDisk disk)
    {
        using var mount = disk.Mount();
        try
        {
            using (var store = Open(mount)) Work(store);
            return mount.IsAlive;
        }
        catch (IOException) when (!mount.IsAlive)
        {
            return false;
        }
    }

    /// <summary>Opens after a crash and says what is wrong; null when everything acknowledged is there and nothing else.</summary>
    public string? Judge(SimulatedDisk disk)
    {
        using var mount = disk.Mount();
        using var store = Open(mount);
        var facts = store.Journal.ReadAfter(0).ToArray();
        var batches = _batches.Index().FirstOrDefault(batch => _batches.Take(batch.Index).Sum(static past => past.Length) >= facts.Length, (Index: _batches.Length, Item: []));
        if (!facts.SequenceEqual(Facts.Take(facts.Length))) return "the facts are not those that were committed";
        if (_batches.Take(batches.Index).Sum(static past => past.Length) != facts.Length) return $"a batch is there in part: {facts.Length} facts";
        if (facts.Length < AcknowledgedFacts) return $"{AcknowledgedFacts} facts were acknowledged, {facts.Length} are there";
        if (batches.Index > _acknowledged + 1) return "more than the batch under way came through";
        if (store.Journal.LastSequence != facts.Length) return $"the journal says it ends at {store.Journal.LastSequence}, it ends at {facts.Length}";
        if (store.Journal.Epoch <= _epoch) return "the store has the epoch of an opening before";
        var intended = facts.Select(static recorded => recorded.Fact).OfType<Fact.OrderIntended>().Select(static fact => fact.Intent.ClientOrderId).ToHashSet();
        if (!_minted.IsSubsetOf(intended)) return "an order was minted whose intent is not there";
        var checkpoint = store.Checkpoints.ReadNewest(out var damaged);
        if (damaged.Count > 0) return damaged[0];
        if ((checkpoint?.State.Sequence ?? 0) < _checkpoint) return $"the checkpoint at {_checkpoint} is gone";
        using var inspection = StoreInspection.Open(Directory, mount);
        return inspection.Verify() is [var first, ..] ? first : null;
    }

    private void Work(SqliteStore store)
    {
        if (Synchronous is not null) store.Writer.Execute($"PRAGMA synchronous = {Synchronous}");
        var durable = store.Journal.LastSequence;
        if (durable > 0) _epoch ??= store.Journal.Epoch;
        for (var (i, sequence) = (0, 0L); i < _batches.Length; sequence += _batches[i++].Length)
        {
            if (sequence < durable)
            {
                _acknowledged = Math.Max(_acknowledged, i + 1); // recovered is acted on: it may not go again
                continue;
            }

            foreach (var order in store.Journal.Commit([With(_batches[i])])) _minted.Add(order.Intent.ClientOrderId);
            (_acknowledged, _epoch) = (i + 1, store.Journal.Epoch);
            if (i % 3 == 1)
            {
                store.Checkpoints.Write(new FactSource(i).State(store.Journal.LastSequence), SetClock.Noon);
                _checkpoint = store.Journal.LastSequence;
            }

            if (i % 4 == 2) store.Tidy();
        }
    }

    private static JournalBatch With(RecordedFact[] facts) =>
        new(facts, [.. facts.Select(static recorded => recorded.Fact).OfType<Fact.OrderIntended>().Select(static fact => new ApprovedOrder(fact.Intent))], []);
}
