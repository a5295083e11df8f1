using NUnit.Framework;
using TradingDaemon.Simulation.Disk;
using TradingDaemon.Storage;
using TradingDaemon.Storage.Inspection;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Simulation.Disk;

public sealed class StoreOnSimulatedDiskTests
{
    [Test]
    public void Open_AfterClosing_ReadsTheSameFactsAndCheckpoint()
    {
        var disk = new SimulatedDisk();
        var facts = new FactSource(1).Recorded(200);
        using (var mount = disk.Mount())
        using (var store = Open(mount))
        {
            for (var i = 0; i < 10; i++) store.Commit(facts[(i * 20)..((i + 1) * 20)]);
            store.Checkpoints.Write(new FactSource(2).State(200), SetClock.Noon);
            Assert.That(store.Tidy(), Is.Zero);
        }

        using var again = disk.Mount();
        using (var store = Open(again))
        {
            Assert.That(store.Boot, Is.EqualTo(2));
            Assert.That(store.Journal.ReadAfter(0), Is.EqualTo(facts));
            Assert.That(store.Checkpoints.ReadNewest(out var damaged)!.Value.State.Sequence, Is.EqualTo(200));
            Assert.That(damaged, Is.Empty);
        }

        using var inspection = StoreInspection.Open("/store", again);
        Assert.That(inspection.Verify(), Is.Empty);
    }

    [Test]
    public void Open_ManyDisksAtOnce_AreApart()
    {
        var opened = Enumerable.Range(1, 8).Select(number =>
        {
            var mount = new SimulatedDisk().Mount();
            var store = Open(mount);
            store.Commit(new FactSource(number).Recorded(number));
            return (mount, store);
        }).ToArray();
        Assert.That(opened.Select(static pair => pair.store.Journal.LastSequence), Is.EqualTo(Enumerable.Range(1, 8)));
        foreach (var (mount, store) in opened)
        {
            store.Dispose();
            mount.Dispose();
        }
    }

    [Test]
    public void Copy_OfAStore_IsWhereOtherDisksBegin()
    {
        var first = new SimulatedDisk();
        using (var mount = first.Mount())
        using (Open(mount)) { }
        for (var copy = 1; copy <= 2; copy++)
        {
            using var mount = first.Copy().Mount();
            using var store = Open(mount);
            store.Commit(new FactSource(copy).Recorded(30));
            Assert.That(store.Boot, Is.EqualTo(2));
        }
    }

    private static SqliteStore Open(MountedDisk mount) =>
        SqliteStore.Open(new StoreOptions { Directory = "/store", Epoch = 7, Disk = mount }, new SetClock(SetClock.Noon));
}
