using System.Globalization;
using NUnit.Framework;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Storage;
using TradingDaemon.Storage.Schema;
using TradingDaemon.Storage.Sqlite;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Storage;

public sealed class SqliteStoreTests
{
    [Test]
    public void Open_EmptyDirectory_MakesAStore()
    {
        using var scratch = new ScratchDirectory();
        var directory = Path.Combine(scratch.Path, "new", "one");
        using var store = SqliteStore.Open(new StoreOptions { Directory = directory }, new SetClock(SetClock.Noon));
        Assert.Multiple(() =>
        {
            Assert.That(File.Exists(Path.Combine(directory, "daemon.db")));
            Assert.That(store.Directory, Is.EqualTo(directory));
            Assert.That(store.Boot, Is.EqualTo(1));
            Assert.That(store.SchemaVersion, Is.EqualTo(6));
            Assert.That(store.Journal.LastSequence, Is.Zero);
            Assert.That(store.Checkpoints.ReadNewest(out var damaged), Is.Null);
            Assert.That(damaged, Is.Empty);
            Assert.That(store.Engine, Is.EqualTo(SqliteEngine.Use()));
        });
    }

    [Test]
    public void Open_Again_CountsBootsAndBeginsAnEpoch()
    {
        using var scratch = new ScratchDirectory();
        var epochs = new List<int>();
        for (var boot = 1; boot <= 3; boot++)
        {
            using var store = SqliteStore.Open(new StoreOptions { Directory = scratch.Path }, new SetClock(SetClock.Noon.AddDays(boot)));
            Assert.That(store.Boot, Is.EqualTo(boot));
            epochs.Add(store.Journal.Epoch);
        }

        Assert.That(epochs, Is.Ordered.Ascending.And.Unique);
    }

    [Test]
    public void Open_EveryOtherSecond_GivesAnEpochOfItsOwnThatFitsAnOrderId()
    {
        int EpochAt(DateTimeOffset now)
        {
            using var scratch = new ScratchDirectory();
            using var store = SqliteStore.Open(new StoreOptions { Directory = scratch.Path }, new SetClock(now));
            return store.Journal.Epoch;
        }

        var last = EpochAt(new DateTimeOffset(2091, 12, 31, 0, 0, 0, TimeSpan.Zero));
        Assert.Multiple(() =>
        {
            Assert.That(EpochAt(SetClock.Noon), Is.Not.EqualTo(EpochAt(SetClock.Noon.AddSeconds(1))));
            Assert.That(ClientOrderId.From(new StrategyId("s"), (long)Math.Pow(36, 7) - 1, last).Text, Has.Length.LessThanOrEqualTo(ClientOrderId.LengthMax));
        });
    }

    [Test]
    public void Open_ClockBeforeTheProject_AsksForTheClockOrAPinnedEpoch()
    {
        using var scratch = new ScratchDirectory();
        Assert.That(
            () => SqliteStore.Open(new StoreOptions { Directory = scratch.Path }, new SetClock(DateTimeOffset.UnixEpoch)),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("1970-01-01").And.Message.Contains("pin the epoch"));
        using var pinned = SqliteStore.Open(new StoreOptions { Directory = scratch.Path, Epoch = 1 }, new SetClock(DateTimeOffset.UnixEpoch));
        Assert.That(pinned.Journal.Epoch, Is.EqualTo(1));
    }

    [Test]
    public void Open_StoreOfAnotherEpoch_IsRefused()
    {
        using var scratch = new ScratchDirectory();
        scratch.Open(epoch: 1).Dispose();
        Assert.That(() => scratch.Open(epoch: 2), Throws.TypeOf<InvalidDataException>().With.Message.Contains("of epoch 1, not 2"));
        using var same = scratch.Open(epoch: 1);
        Assert.That(same.Boot, Is.EqualTo(2), "the refused opening is not counted");
    }

    [Test]
    public void Open_EpochNotAboveZero_IsABug()
    {
        using var scratch = new ScratchDirectory();
        Assert.That(() => scratch.Open(epoch: 0), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Open_InUse_NamesTheHolderAndTheLockFile()
    {
        using var scratch = new ScratchDirectory();
        using (scratch.Open())
            Assert.That(
                () => scratch.Open(),
                Throws.TypeOf<IOException>().With.Message.Contains("process " + Environment.ProcessId.ToString(CultureInfo.InvariantCulture)).And.Message.Contains(Path.Combine(scratch.Path, "daemon.lock")));
        Assert.That(() => scratch.Open().Dispose(), Throws.Nothing, "the lock goes with its holder");
    }

    [Test]
    public void Open_DirectoryThatCannotBeMade_SaysWhatToDo()
    {
        using var scratch = new ScratchDirectory();
        var file = Path.Combine(scratch.Path, "file");
        File.WriteAllText(file, "");
        Assert.That(
            () => SqliteStore.Open(new StoreOptions { Directory = Path.Combine(file, "store") }, new SetClock(SetClock.Noon)),
            Throws.TypeOf<IOException>().With.Message.Contains(file).And.Message.Contains("choose another"));
    }

    [Test]
    public void Open_LockFileThatCannotBeWritten_SaysSo()
    {
        using var scratch = new ScratchDirectory();
        Directory.CreateDirectory(Path.Combine(scratch.Path, "daemon.lock"));
        Assert.That(() => scratch.Open(), Throws.TypeOf<IOException>().With.Message.Contains("daemon.lock"));
    }

    [Test]
    public void Open_DatabasePathIsADirectory_SaysItCannotBeOpened()
    {
        using var scratch = new ScratchDirectory();
        Directory.CreateDirectory(scratch.Database);
        Assert.That(() => scratch.Open(), Throws.TypeOf<IOException>().With.Message.Contains("cannot be opened"));
    }

    [Test]
    public void Open_FileThatIsNoDatabase_IsRefusedAndLeavesNothingLocked()
    {
        using var scratch = new ScratchDirectory();
        File.WriteAllBytes(scratch.Database, [.. Enumerable.Repeat((byte)'x', 8192)]);
        Assert.That(() => scratch.Open(), Throws.TypeOf<InvalidDataException>().With.Message.Contains(scratch.Database).And.Message.Contains("no database"));
        File.Delete(scratch.Database);
        Assert.That(() => scratch.Open().Dispose(), Throws.Nothing);
    }

    [Test]
    public void Open_DatabaseCutShort_IsRefusedOrItsReadingIs()
    {
        using var scratch = new ScratchDirectory();
        using (var store = scratch.Open()) store.Commit(new FactSource(41).Recorded(500));
        using (var file = File.OpenWrite(scratch.Database)) file.SetLength(file.Length / 2);
        Assert.That(
            () =>
            {
                using var store = scratch.Open();
                return store.Journal.ReadAfter(0).Count();
            },
            Throws.TypeOf<InvalidDataException>().With.Message.Contains(scratch.Database));
    }

    [Test]
    public void Open_DatabaseOfANewerVersion_NamesBothVersions()
    {
        using var scratch = new ScratchDirectory();
        using (var store = scratch.Open()) store.Writer.Execute("INSERT INTO schema_version VALUES (7, 'later', 'x', 'x')");
        Assert.That(() => scratch.Open(), Throws.TypeOf<InvalidDataException>().With.Message.Contains("schema 7").And.Message.Contains("up to 6").And.Message.Contains("newer version"));
    }

    [Test]
    public void Open_StoreOfTheSchemaBefore_IsBroughtUpAndKeepsEverything()
    {
        using var scratch = new ScratchDirectory();
        var facts = new FactSource(52).Recorded(40);
        using (var store = scratch.Open()) store.Commit(facts);
        using (var raw = SqliteDatabase.OpenWriter(scratch.Database, TimeSpan.Zero)) Migrations.Embedded.Down(raw, 1);
        using var again = scratch.Open();
        Assert.That(again.SchemaVersion, Is.EqualTo(6));
        Assert.That(again.Boot, Is.EqualTo(2));
        Assert.That(again.Journal.ReadAfter(0), Is.EqualTo(facts));
    }

    [TestCase("epoch = 8")]
    [TestCase("boot = boot + 1")]
    [TestCase("created_at_utc_ticks = 1")]
    public void Open_WhatTheStoreSaysOfItselfChanged_IsRefused(string change)
    {
        using var scratch = new ScratchDirectory();
        using (var store = scratch.Open()) store.Writer.Execute($"UPDATE store SET {change}");
        Assert.That(() => scratch.Open(epoch: null), Throws.TypeOf<InvalidDataException>().With.Message.Contains("says of itself").And.Message.Contains(scratch.Database));
    }

    [TestCase("ALTER TABLE fills RENAME COLUMN fee TO fie")]
    [TestCase("ALTER TABLE schema_version RENAME TO schema_versiom")]
    [TestCase("PRAGMA foreign_keys = OFF; DROP TABLE intents")]
    public void Open_TableThatIsNotWhatItsStepsMake_IsRefused(string change)
    {
        using var scratch = new ScratchDirectory();
        using (var store = scratch.Open()) store.Writer.Execute(change);
        Assert.That(() => scratch.Open(), Throws.TypeOf<InvalidDataException>().With.Message.Contains(scratch.Database).And.Message.Contains("Restore it from a copy"));
    }

    [Test]
    public void Open_TableSomebodyAdded_IsLeftAlone()
    {
        using var scratch = new ScratchDirectory();
        using (var store = scratch.Open()) store.Writer.Execute("CREATE INDEX mine ON fills (symbol); CREATE TABLE notes (text TEXT)");
        Assert.That(() => scratch.Open().Dispose(), Throws.Nothing);
    }

    [Test]
    public void Open_LockFileThatCannotBeFilled_SaysSoAndDoesNotStayLocked()
    {
        if (!File.Exists("/dev/full")) Assert.Ignore("This machine has no device that is always full.");
        using var scratch = new ScratchDirectory();
        File.CreateSymbolicLink(Path.Combine(scratch.Path, "daemon.lock"), "/dev/full");
        for (var attempt = 1; attempt <= 2; attempt++)
            Assert.That(() => scratch.Open(), Throws.TypeOf<IOException>().With.Message.Contains("daemon.lock").And.Message.Contains("cannot be written"), $"attempt {attempt}");
    }

    [Test]
    public void Open_Durability_IsWhatItPromises()
    {
        using var scratch = new ScratchDirectory();
        using var store = scratch.Open();
        Assert.Multiple(() =>
        {
            Assert.That(store.Writer.Scalar("PRAGMA journal_mode"), Is.EqualTo("wal"));
            Assert.That(store.Writer.ScalarNumber("PRAGMA synchronous"), Is.EqualTo(2), "FULL");
            Assert.That(store.Writer.ScalarNumber("PRAGMA foreign_keys"), Is.EqualTo(1));
        });
    }

    [Test]
    public void Tidy_AfterCommits_MovesTheLogIntoTheDatabase()
    {
        using var scratch = new ScratchDirectory();
        using var store = scratch.Open();
        store.Commit(new FactSource(42).Recorded(2_000));
        var before = new FileInfo(scratch.Database).Length;
        Assert.Multiple(() =>
        {
            Assert.That(store.Tidy(), Is.Zero);
            Assert.That(new FileInfo(scratch.Database).Length, Is.GreaterThan(before));
            Assert.That(store.Tidy(), Is.Zero, "nothing to do is no fault");
        });
    }

    [Test]
    public void Tidy_WhileSomebodyReads_MovesWhatItCanAndCommitsGoOn()
    {
        using var scratch = new ScratchDirectory();
        using var store = scratch.Open();
        var facts = new FactSource(43).Recorded(300);
        store.Commit(facts[..100]);
        store.Tidy();
        using (var reading = store.Journal.ReadAfter(0).GetEnumerator())
        {
            reading.MoveNext();
            store.Commit(facts[100..200]);
            Assert.That(store.Tidy(), Is.GreaterThan(0), "the reader still needs the old pages");
            store.Commit(facts[200..]);
        }

        Assert.That(store.Tidy(), Is.Zero);
        Assert.That(store.Journal.ReadAfter(0), Is.EqualTo(facts));
    }
}
