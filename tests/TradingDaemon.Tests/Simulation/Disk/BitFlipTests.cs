using NUnit.Framework;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Simulation.Disk;
using TradingDaemon.Storage.Inspection;
using TradingDaemon.Storage.Sqlite;
using TradingDaemon.Tests.Storage.Support;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Simulation.Disk;

/// <summary>A bit decays on the disk: recovery or verification finds it, or every row of every table is what it was.</summary>
public sealed class BitFlipTests
{
    private const int PageBytes = 4096;
    private const int PageHeadBytes = 64; // SQLite's own: kind of page, number of cells, where each is
    private const int Epoch = 7;
    private static readonly int Flips = Wanted.Of("TRADINGDAEMON_FLIPS", 150, whenLong: 500); // of one seed; every place has two seeds
    private static readonly string[] Tables = ["facts", "intents", "fills", "refusals", "store", "journal_end", "schema_version", "sqlite_schema"];

    private enum Outcome : byte
    {
        RefusedByRecovery = 1,
        FoundByVerification,
        HarmedNothing,
    }

    [Test]
    public void Recovery_BitFlippedInTheDatabase_IsFoundOrHarmsNothing([Values(1, 2)] int seed) =>
        Flip(Closed(seed), StoreRun.Database, seed, static (random, length) => random.Next(length), refusedMin: Flips * 2 / 5);

    [Test]
    public void Recovery_BitFlippedInSqlitesOwnStructures_IsFoundOrHarmsNothing([Values(3, 4)] int seed) =>
        Flip(Closed(seed), StoreRun.Database, seed, static (random, length) => (random.Next(length / PageBytes) * PageBytes) + random.Next(PageHeadBytes), refusedMin: Flips * 3 / 20);

    [Test]
    public void Recovery_BitFlippedInTheLog_IsRefused([Values(5, 6)] int seed)
    {
        var disk = Closed(seed, isKilled: true);
        Flip(disk, StoreRun.Log, seed, static (random, length) => random.Next(length), refusedMin: Flips);
    }

    [Test]
    public void Recovery_BitFlippedInTheLastCommitOfTheLog_IsRefusedAtEveryByte()
    {
        var disk = new SimulatedDisk();
        using (var mount = disk.Mount())
        using (var store = StoreRun.Open(mount, Epoch))
        {
            store.Commit(new FactSource(8).Recorded(1));
            disk.Kill();
        }

        var length = disk.Read(StoreRun.Log).Length;
        for (var offset = Math.Max(0, length - 5000); offset < length; offset++)
        {
            var copy = disk.Copy();
            copy.Flip(StoreRun.Log, offset, offset % 8);
            using var mount = copy.Mount();
            var before = copy.Operations;
            Assert.That(() => StoreRun.Open(mount).Dispose(), Throws.TypeOf<InvalidDataException>().With.Message.Contains(StoreRun.Log).And.Message.Contains("Nothing was changed"), $"byte {offset} of {length}");
            Assert.That(copy.Read(StoreRun.Log), Has.Length.EqualTo(length), "the evidence stays");
        }
    }

    [Test]
    public void Recovery_BitFlippedInAFact_NamesTheFactAndSaysWhatToDo()
    {
        var disk = Closed(9);
        var content = disk.Read(StoreRun.Database);
        var at = content.AsSpan().IndexOf("signal-refused"u8);
        disk.Flip(StoreRun.Database, at + 60, 2);
        using var mount = disk.Mount();
        using var store = StoreRun.Open(mount);
        Assert.That(() => store.Journal.ReadAfter(0).Count(), Throws.TypeOf<InvalidDataException>().With.Message.Match("Fact [0-9]+ in .* is damaged").And.Message.Contains("Restore the database from a copy"));
    }

    private static void Flip(SimulatedDisk disk, string path, int seed, Func<Random, int, int> place, int refusedMin)
    {
        var random = new Random(seed);
        var length = disk.Read(path).Length;
        var whole = disk.Copy();
        var (facts, rows) = (Read(whole), Dump(whole));
        var outcomes = new SortedDictionary<Outcome, int>();
        for (var flip = 0; flip < Flips; flip++)
        {
            var (offset, bit) = (place(random, length), random.Next(8));
            var copy = disk.Copy();
            copy.Flip(path, offset, bit);
            var outcome = Judge(copy, facts, rows, $"seed {seed}, bit {bit} of byte {offset}");
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        TestContext.Out.WriteLine(string.Join(", ", outcomes.Select(static pair => $"{pair.Key} {pair.Value}")));
        Assert.That(outcomes.GetValueOrDefault(Outcome.RefusedByRecovery), Is.GreaterThanOrEqualTo(refusedMin));
    }

    private static Outcome Judge(SimulatedDisk disk, RecordedFact[] facts, string rows, string context)
    {
        try
        {
            Assert.That(Read(disk).SequenceEqual(facts), $"{context}: other facts were used");
        }
        catch (Exception refused) when (refused is InvalidDataException or IOException)
        {
            Assert.That(refused.Message, Does.Contain(StoreRun.Database), context);
            return Outcome.RefusedByRecovery;
        }

        using var mount = disk.Mount();
        using (var inspection = StoreInspection.Open(StoreRun.Directory, mount))
            if (inspection.Verify().Count > 0) return Outcome.FoundByVerification;
        Assert.That(Dump(disk), Is.EqualTo(rows), $"{context}: nobody noticed");
        return Outcome.HarmedNothing;
    }

    // What recovery reads; a process of its own.
    private static RecordedFact[] Read(SimulatedDisk disk)
    {
        using var mount = disk.Mount();
        using var store = StoreRun.Open(mount, Epoch);
        return [.. store.Journal.ReadAfter(0)];
    }

    private static string Dump(SimulatedDisk disk)
    {
        using var mount = disk.Mount();
        using var database = SqliteDatabase.OpenReader(StoreRun.Database, TimeSpan.Zero, mount.SqliteFileSystem);
        return string.Join('\n', Tables.SelectMany(table => Rows(database, table)));
    }

    private static List<string> Rows(SqliteDatabase database, string table)
    {
        var columns = new List<string>();
        using (var names = database.Prepare($"SELECT name FROM pragma_table_info('{table}')"))
            while (names.Step()) columns.Add($"quote({names.Text(0)})");
        var lines = new List<string>();
        using var rows = database.Prepare($"SELECT {string.Join(" || ',' || ", columns)} FROM {table}");
        while (rows.Step()) lines.Add(table == "sqlite_schema" ? rows.Text(0).ToUpperInvariant() : rows.Text(0)); // to SQLite a name is the same in any case
        return lines;
    }

    private static SimulatedDisk Closed(int seed, bool isKilled = false)
    {
        var disk = new SimulatedDisk();
        using var mount = disk.Mount();
        using var store = StoreRun.Open(mount, Epoch);
        foreach (var chunk in new FactSource(seed).Recorded(400).Chunk(25)) store.Commit(chunk);
        if (isKilled) disk.Kill();
        return disk;
    }
}
