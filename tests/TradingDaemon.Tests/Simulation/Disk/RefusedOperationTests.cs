using System.Globalization;
using NUnit.Framework;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Simulation.Disk;
using TradingDaemon.Storage;
using TradingDaemon.Storage.Inspection;
using TradingDaemon.Storage.Sqlite;
using TradingDaemon.Tests.Storage.Support;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Simulation.Disk;

/// <summary>A disk that refuses, waits or is locked, at every numbered operation in turn: nothing is minted, and the same batch commits later.</summary>
public sealed class RefusedOperationTests
{
    private static IEnumerable<TestCaseData> Refusals()
    {
        foreach (var times in (long[])[1, 3, 50])
        {
            yield return new TestCaseData(new DiskFault.Refuse(DiskRefusal.Full), times).SetArgDisplayNames("Full", Text(times));
            yield return new TestCaseData(new DiskFault.Refuse(DiskRefusal.Broken), times).SetArgDisplayNames("Broken", Text(times));
            yield return new TestCaseData(new DiskFault.Refuse(DiskRefusal.ReadOnly), times).SetArgDisplayNames("ReadOnly", Text(times));
            yield return new TestCaseData(new DiskFault.ShortWrite(100), times).SetArgDisplayNames("ShortWrite", Text(times));
        }
    }

    [TestCaseSource(nameof(Refusals))]
    public void EveryOperation_Refused_MintsNothingAndSucceedsLater(object fault, long times)
    {
        if (times != 3) Wanted.OnlyWhenLong("shorter and longer");
        for (var number = 1L; ; number++)
        {
            var disk = new SimulatedDisk { Faults = FaultPlan.At(number, (DiskFault)fault, times) };
            var facts = new FactSource(5).Recorded(12);
            using (var mount = disk.Mount())
            {
                using var store = UntilDone(disk, () => StoreRun.Open(mount));
                for (var i = 0; i < facts.Length; i += 4)
                {
                    var order = new FactSource(i + 100).Intent() with { ClientOrderId = new ClientOrderId(Text(i)) };
                    facts[i] = facts[i] with { Fact = new Fact.OrderIntended(order) };
                    var batch = new JournalBatch(facts[i..(i + 4)], [new ApprovedOrder(order)], []);
                    var before = store.Journal.LastSequence;
                    var minted = UntilDone(disk, () => store.Journal.Commit([batch]), () => Assert.That(store.Journal.LastSequence, Is.EqualTo(before)));
                    Assert.That(minted.Select(static durable => durable.Intent), Is.EqualTo((OrderIntent[])[order]));
                    UntilDone(disk, () => Checkpoint(store));
                    UntilDone(disk, store.Tidy);
                }

                if (number % 2 == 0) disk.LosePower(new Random((int)number)); // every other time before the store is closed
            }

            var isPassed = disk.Operations < number;
            disk.Faults = null;
            disk.LosePower(new Random((int)number));
            Check(disk, facts, $"operation {number}");
            if (isPassed) break;
        }
    }

    [Test]
    public void Commit_LockedByAnotherProcess_SaysSoAndSucceedsOnceItIsFree()
    {
        var passed = TimeSpan.Zero;
        var disk = new SimulatedDisk { Passed = duration => passed += duration };
        var facts = new FactSource(6).Recorded(2);
        using var mount = disk.Mount();
        using var store = StoreRun.Open(mount);
        store.Commit(facts[0]);
        using var otherMount = disk.Mount();
        using var other = SqliteDatabase.OpenWriter(StoreRun.Database, TimeSpan.Zero, otherMount.SqliteFileSystem);
        other.Execute("BEGIN IMMEDIATE");
        var attempts = 0;
        for (passed = TimeSpan.Zero; passed < TimeSpan.FromSeconds(60); attempts++)
        {
            var before = passed;
            Assert.That(() => store.Commit(facts[1]), Throws.TypeOf<IOException>().With.Message.Contains("locked by another process").And.Message.Contains(StoreRun.Database));
            Assert.That(passed - before, Is.EqualTo(TimeSpan.FromMilliseconds(250)).Within(TimeSpan.FromMilliseconds(50)), "an order waits no longer than the busy timeout");
        }

        Assert.That(attempts, Is.GreaterThan(100));
        Assert.That(store.Journal.LastSequence, Is.EqualTo(1));
        other.Execute("ROLLBACK");
        var freed = passed;
        store.Commit(facts[1]);
        Assert.That(passed, Is.EqualTo(freed), "not a moment later");
        Assert.That(store.Journal.ReadAfter(0), Is.EqualTo(facts));
    }

    [Test]
    public void Commit_FlushStallsFiveSeconds_IsNotDurableBeforeItIsOverAndReadersGoOn()
    {
        var stalled = new List<(TimeSpan Duration, long LastSequence, int Readable)>();
        var disk = new SimulatedDisk();
        var facts = new FactSource(7).Recorded(2);
        using var mount = disk.Mount();
        using var store = StoreRun.Open(mount);
        store.Commit(facts[0]);
        disk.Passed = duration => stalled.Add((duration, store.Journal.LastSequence, store.Journal.ReadAfter(0).Count()));
        disk.Faults = static operation => operation.Kind == DiskOperationKind.Sync ? new DiskFault.Stall(TimeSpan.FromSeconds(5)) : null;
        store.Commit(facts[1]);
        disk.Faults = null;
        Assert.That(stalled, Is.EqualTo(new[] { (TimeSpan.FromSeconds(5), 1L, 1) }));
        Assert.That(store.Journal.LastSequence, Is.EqualTo(2));
    }

    [Test]
    public void Open_SecondProcess_IsRefusedUntilTheFirstLetsGo()
    {
        var disk = new SimulatedDisk();
        using var first = disk.Mount();
        using var second = disk.Mount();
        using (StoreRun.Open(first)) Assert.That(() => StoreRun.Open(second), Throws.InstanceOf<IOException>().With.Message.Contains("in use"));
        Assert.That(() => StoreRun.Open(second).Dispose(), Throws.Nothing);
    }

    private static T UntilDone<T>(SimulatedDisk disk, Func<T> act, Action? onRefused = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            var before = disk.Operations;
            try
            {
                return act();
            }
            catch (IOException)
            {
                Assert.That(disk.Operations, Is.GreaterThan(before), "every refusal has its cause");
                Assert.That(attempt, Is.LessThan(60));
                onRefused?.Invoke();
            }
        }
    }

    private static bool Checkpoint(SqliteStore store)
    {
        store.Checkpoints.Write(new FactSource(1).State(store.Journal.LastSequence), SetClock.Noon);
        return true;
    }

    private static void Check(SimulatedDisk disk, RecordedFact[] facts, string context)
    {
        using var mount = disk.Mount();
        using (var store = StoreRun.Open(mount))
        {
            Assert.That(store.Journal.ReadAfter(0), Is.EqualTo(facts), context);
            Assert.That(store.Checkpoints.ReadNewest(out _)!.Value.State.Sequence, Is.EqualTo(facts.Length), context);
        }

        using var inspection = StoreInspection.Open(StoreRun.Directory, mount);
        Assert.That(inspection.Verify(), Is.Empty, context);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
