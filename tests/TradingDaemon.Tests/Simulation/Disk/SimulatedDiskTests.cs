using NUnit.Framework;
using TradingDaemon.Simulation.Disk;
using TradingDaemon.Storage.Sqlite;

namespace TradingDaemon.Tests.Simulation.Disk;

public sealed class SimulatedDiskTests
{
    private const string Name = "/a/file";

    [Test]
    public void DiskFile_RandomWritesAndCuts_HoldsWhatAnArrayHolds([Range(1, 10)] int seed)
    {
        var random = new Random(seed);
        var (file, array) = (new DiskFile(), Array.Empty<byte>());
        for (var step = 0; step < 300; step++)
        {
            var at = random.Next(20_000);
            if (random.Next(5) == 0) Array.Resize(ref array, at);
            if (random.Next(5) == 0) file.Sync();
            if (array.Length == at) file.Truncate(at);
            var bytes = new byte[random.Next(9_000)];
            random.NextBytes(bytes);
            if (at + bytes.Length > array.Length) Array.Resize(ref array, at + bytes.Length);
            bytes.CopyTo(array, at);
            file.Write(at, bytes);
            var read = new byte[array.Length + 10];
            Assert.That(file.Read(0, read), Is.EqualTo(array.Length), $"seed {seed}, step {step}");
            Assert.That(read.AsSpan(0, array.Length).SequenceEqual(array), $"seed {seed}, step {step}");
        }
    }

    [Test]
    public void DiskFile_PowerCut_KeepsWhatWasSyncedAndOfTheRestOldOrNewBytes([Range(1, 40)] int seed)
    {
        var random = new Random(seed);
        var (before, after) = (new byte[10_000], new byte[14_000]);
        random.NextBytes(before);
        random.NextBytes(after);
        var file = new DiskFile();
        file.Write(0, before);
        file.Sync();
        before.AsSpan(0, 3_000).CopyTo(after); // not written again
        file.Write(3_000, after.AsSpan(3_000));
        var copy = file.Copy();
        file.LosePower(new SectorSurvival(new Random(seed)));
        var kept = new byte[file.Length];
        _ = file.Read(0, kept);
        Assert.Multiple(() =>
        {
            Assert.That(file.IsSynced);
            Assert.That(kept, Has.Length.InRange(before.Length, after.Length));
            Assert.That(kept.AsSpan(0, 3_000).SequenceEqual(before.AsSpan(0, 3_000)));
            Assert.That(kept.Select((value, i) => value == after[i] || value == (i < before.Length ? before[i] : 0)), Is.All.True);
            Assert.That(copy.IsSynced, Is.False, "the copy is apart");
            Assert.That(copy.Length, Is.EqualTo(after.Length));
        });
    }

    [Test]
    public void LosePower_NamesNotFlushed_AreUndoneInOrderAndDirectoriesTakeTheirFilesAlong()
    {
        var outcomes = new HashSet<string>();
        for (var seed = 0; seed < 60; seed++)
        {
            var disk = new SimulatedDisk();
            using var mount = disk.Mount();
            mount.MakeDirectory("/a");
            mount.FlushDirectory("/");
            mount.Write("/a/old", [1]);
            mount.FlushDirectory("/a");
            mount.Write("/a/draft", [2]);
            mount.Rename("/a/draft", "/a/old");
            mount.MakeDirectory("/lost");
            mount.Write("/lost/file", [3]);
            mount.FlushDirectory("/lost");
            disk.LosePower(new Random(seed));
            Assert.That(mount.IsAlive, Is.False);
            outcomes.Add(string.Join(' ', disk.Files.Select(path => $"{path}={disk.Read(path)[0]}")));
        }

        Assert.That(outcomes, Is.EquivalentTo(new[]
        {
            "/a/old=1", "/a/draft=2 /a/old=1", "/a/old=2", "/a/old=1 /lost/file=3", "/a/draft=2 /a/old=1 /lost/file=3", "/a/old=2 /lost/file=3",
        }));
    }

    [Test]
    public void Kill_NamesAndBytesNotSynced_StayAndTheDeadAreRefused()
    {
        var disk = new SimulatedDisk();
        using var mount = disk.Mount();
        mount.MakeDirectory("/a");
        mount.Write(Name, [1, 2]);
        disk.Kill();
        Assert.Multiple(() =>
        {
            Assert.That(disk.Read(Name), Is.EqualTo(new byte[] { 1, 2 }));
            Assert.That(() => mount.Read(Name), Throws.TypeOf<DiskRefusedException>().With.Message.Contains("killed"));
            Assert.That(() => mount.Write(Name, [3]), Throws.TypeOf<DiskRefusedException>());
            Assert.That(() => mount.FilesOf("/a"), Throws.TypeOf<DiskRefusedException>());
        });
        using var next = disk.Mount();
        Assert.That(next.FilesOf("/a"), Is.EqualTo(new[] { Name }));
    }

    [Test]
    public void Faults_ByNumber_AreNumberedAsTheyCome()
    {
        var told = new List<string>();
        var disk = new SimulatedDisk { Faults = operation => { told.Add(operation.ToString()); return null; } };
        using var mount = disk.Mount();
        mount.MakeDirectory("/a");
        mount.Write(Name, [1]);
        mount.Delete(Name);
        Assert.That(told, Is.EqualTo(new[] { "#1 MakeDirectory /a", "#2 CreateFile /a/file", "#3 Write /a/file [0, +1]", "#4 Sync /a/file", "#5 Delete /a/file" }));
        Assert.That(disk.Operations, Is.EqualTo(5));
    }

    [TestCase(DiskRefusal.Full, "No space left")]
    [TestCase(DiskRefusal.Broken, "Input/output")]
    [TestCase(DiskRefusal.ReadOnly, "Read-only")]
    public void Faults_Refusal_ChangesNothingAndSaysWhy(object why, string words)
    {
        var disk = new SimulatedDisk();
        using var mount = disk.Mount();
        mount.MakeDirectory("/a");
        mount.Write(Name, [1]);
        disk.Faults = FaultPlan.At(disk.Operations + 2, new DiskFault.Refuse((DiskRefusal)why));
        Assert.That(() => mount.Write(Name, [2, 3]), Throws.TypeOf<DiskRefusedException>().With.Message.Contains(words).And.Message.Contains(Name));
        Assert.That(disk.Read(Name), Is.Empty, "cut, and then refused to be written");
        mount.Write(Name, [2, 3]);
        Assert.That(disk.Read(Name), Is.EqualTo(new byte[] { 2, 3 }));
    }

    [Test]
    public void Faults_ShortWriteAndStall_TakeSomeBytesAndSomeTime()
    {
        var passed = TimeSpan.Zero;
        var disk = new SimulatedDisk { Passed = duration => passed += duration };
        using var mount = disk.Mount();
        mount.MakeDirectory("/a");
        disk.Faults = FaultPlan.At(3, new DiskFault.ShortWrite(2));
        Assert.That(() => mount.Write(Name, [1, 2, 3]), Throws.TypeOf<DiskRefusedException>());
        Assert.That(disk.Read(Name), Is.EqualTo(new byte[] { 1, 2 }));
        disk.Faults = static _ => new DiskFault.Stall(TimeSpan.FromSeconds(2));
        mount.Write(Name, [4]);
        Assert.That(passed, Is.EqualTo(TimeSpan.FromSeconds(6)), "cut, write, sync");
    }

    [Test]
    public void Absent_FilesAndDirectories_AreRefused()
    {
        var disk = new SimulatedDisk();
        using var mount = disk.Mount();
        Assert.Multiple(() =>
        {
            Assert.That(() => mount.Read("/none"), Throws.TypeOf<DiskRefusedException>().With.Message.Contains("No such file"));
            Assert.That(() => mount.Write("/none/file", []), Throws.TypeOf<DiskRefusedException>());
            Assert.That(() => disk.Read("/none"), Throws.TypeOf<DiskRefusedException>());
            Assert.That(mount.FullPath("relative"), Is.EqualTo("/relative"));
            Assert.That(() => SqliteDatabase.OpenReader("/none", TimeSpan.Zero, mount.SqliteFileSystem), Throws.TypeOf<IOException>().With.Message.Contains("cannot be opened"));
            Assert.That(() => SqliteDatabase.OpenWriter("/" + new string('x', 600), TimeSpan.Zero, mount.SqliteFileSystem), Throws.TypeOf<IOException>());
        });
    }

    [Test]
    public void Sqlite_FilesWithoutANameAndTime_AreServed()
    {
        var disk = new SimulatedDisk();
        using var mount = disk.Mount();
        using var database = SqliteDatabase.OpenWriter("/db", TimeSpan.Zero, mount.SqliteFileSystem);
        database.Execute("PRAGMA temp_store = FILE; PRAGMA cache_size = 2; CREATE TEMP TABLE t (x TEXT)");
        var before = disk.Operations;
        database.Execute("BEGIN; WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO t SELECT hex(i) || printf('%0200d', i) FROM n; COMMIT; DELETE FROM t WHERE rowid > 100; VACUUM temp");
        Assert.That(database.ScalarNumber("SELECT count(*) FROM t"), Is.EqualTo(100));
        Assert.That(disk.Operations, Is.EqualTo(before), "what no crash can leave behind is no point of failure");
        Assert.That(database.Scalar("SELECT datetime('now')"), Does.Match("^20[0-9]{2}-"));
    }
}
