using System.Numerics;
using NUnit.Framework;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Simulation.Disk;
using TradingDaemon.Storage.Inspection;
using TradingDaemon.Tests.Storage.Support;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Simulation.Disk;

/// <summary>The write-ahead log ends anywhere: what was acknowledged before is there, what was under way is there whole or not at all.</summary>
public sealed class TornLogTests
{
    private const int SectorBytes = 512;
    private const int FrameHeadBytes = 24;
    private const int FrameBytes = 4096 + FrameHeadBytes;

    // A tear anywhere in a frame's page spoils the same checksum; TRADINGDAEMON_TEAR_STEP=1 is every byte.
    private static readonly int PageStep = Wanted.Of("TRADINGDAEMON_TEAR_STEP", 8, whenLong: 4);

    [Test]
    public void Open_LogCutAtEverySector_HasWhatWasCommittedBeforeTheCut([Values] bool isLogReused)
    {
        var (disk, facts, ends) = Committed(isLogReused);
        var length = disk.Read(StoreRun.Log).Length;
        for (var cut = 0; cut <= length; cut += SectorBytes)
        {
            var copy = disk.Copy();
            copy.Cut(StoreRun.Log, cut);
            Judge(copy, facts, ends.Where(end => end.Bytes <= cut).Select(static end => end.Facts).LastOrDefault(isLogReused ? ends[0].Facts : 0), goesOn: true, $"cut at {cut}");
        }
    }

    [Test]
    public void Open_LastCommitTornAtEverySectorAndThroughoutItsLastFrame_HasAllBefore([Values] bool isLogReused)
    {
        var (disk, facts, ends) = Committed(isLogReused);
        var (begin, end) = (ends[^2].Bytes, ends[^1].Bytes);
        var random = new Random(42);
        for (var at = begin; at < end; at += Step(end - FrameBytes - at))
        {
            var copy = disk.Copy();
            Tear(copy, at, (int)(end - at), (Tail)(at % 3), random);
            var (lost, context) = (BitsLost(disk, copy, (int)at), $"torn at {at} of {begin} to {end}");
            if (lost == 1) AssertRefused(copy, context);
            else Judge(copy, facts, ends[lost == 0 ? ^1 : ^2].Facts, goesOn: at % 16 == 0, context);
        }
    }

    // Sectors until the last frame begins, every byte of its head, and then its page.
    private static long Step(long untilFrame) => untilFrame > 0 ? Math.Min(SectorBytes, untilFrame) : untilFrame > -FrameHeadBytes ? 1 : PageStep;

    /// <summary>What is found where a write did not arrive.</summary>
    private enum Tail
    {
        /// <summary>Nothing.</summary>
        Zeros,

        /// <summary>Anything.</summary>
        Noise,

        /// <summary>What was there before the write: frames of the log's earlier life.</summary>
        Frames,
    }

    private static void Tear(SimulatedDisk disk, long at, int count, Tail tail, Random random)
    {
        var bytes = new byte[count];
        if (tail == Tail.Noise) random.NextBytes(bytes);
        if (tail == Tail.Frames) disk.Read(StoreRun.Log).AsSpan((int)(at % FrameBytes) + 32, Math.Min(count, FrameBytes)).CopyTo(bytes);
        disk.Overwrite(StoreRun.Log, at, bytes);
    }

    // A tear that takes a single bit along cannot be told from decay, and is refused: nothing is lost.
    private static void AssertRefused(SimulatedDisk disk, string context)
    {
        using var mount = disk.Mount();
        Assert.That(() => StoreRun.Open(mount).Dispose(), Throws.TypeOf<InvalidDataException>().With.Message.Contains("decayed"), context);
    }

    private static int BitsLost(SimulatedDisk whole, SimulatedDisk torn, int from) =>
        whole.Read(StoreRun.Log)[from..].Zip(torn.Read(StoreRun.Log)[from..], static (a, b) => BitOperations.PopCount((uint)(a ^ b))).Sum();

    // A dead disk with a log of several commits, and where each ends. A reused log has frames of its earlier life behind its end.
    private static (SimulatedDisk Disk, RecordedFact[] Facts, List<(long Bytes, int Facts)> Ends) Committed(bool isLogReused)
    {
        var disk = new SimulatedDisk();
        var ends = new List<(long, int)>();
        var written = 0L;
        disk.Faults = operation =>
        {
            if (operation.Kind == DiskOperationKind.Write && operation.Path == StoreRun.Log) written = operation.Offset + operation.Length;
            return null;
        };
        using var mount = disk.Mount();
        using var store = StoreRun.Open(mount);
        var facts = new FactSource(9).Recorded(isLogReused ? 130 : 60);
        var done = 0;
        if (isLogReused)
        {
            store.Commit(facts[..(done = 70)]);
            store.Tidy(); // the next commit begins the log anew
            ends.Add((0, done));
        }

        foreach (var count in (int[])[1, 5, 2, 10, 1, 30, 11])
        {
            store.Commit(facts[done..(done + count)]);
            ends.Add((written, done += count));
        }

        disk.Faults = null;
        disk.LosePower(new Random(1));
        return (disk, facts, ends);
    }

    private static void Judge(SimulatedDisk disk, RecordedFact[] facts, int expected, bool goesOn, string context)
    {
        using var mount = disk.Mount();
        using var store = StoreRun.Open(mount);
        var read = store.Journal.ReadAfter(0).ToArray();
        Assert.That(read, Has.Length.EqualTo(expected), context);
        Assert.That(read.SequenceEqual(facts.Take(expected)), context);
        if (!goesOn) return; // going on is tried now and then: it costs more than recovering
        store.Commit(facts[expected..]);
        Assert.That(store.Journal.ReadAfter(expected).SequenceEqual(facts.Skip(expected)), context);
    }
}
