using NUnit.Framework;
using TradingDaemon.Storage.Journal;
using TradingDaemon.Storage.Sqlite;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Storage.Journal;

public sealed class JournalDamageTests
{
    [TestCase("UPDATE facts SET payload = replace(payload, '12', '13') || ' ' WHERE sequence = 5")]
    [TestCase("UPDATE facts SET payload = '' WHERE sequence = 5")]
    [TestCase("UPDATE facts SET at_utc_ticks = at_utc_ticks + 1 WHERE sequence = 5")]
    [TestCase("UPDATE facts SET at_utc_ticks = -1 WHERE sequence = 5")]
    [TestCase("UPDATE facts SET kind = 'day-opened ' WHERE sequence = 5")]
    [TestCase("UPDATE facts SET checksum = checksum + 1 WHERE sequence = 5")]
    [TestCase("UPDATE facts SET checksum = checksum + 4294967296 WHERE sequence = 5")]
    public void ReadAfter_RowChangedBehindItsBack_NamesTheRow(string sql)
    {
        using var scratch = Damaged(sql);
        using var store = scratch.Open();
        Assert.That(() => store.Journal.ReadAfter(0).Count(), Throws.TypeOf<InvalidDataException>().With.Message.Contains("Fact 5 "));
        Assert.That(() => store.Journal.ReadAfter(2).Count(), Throws.TypeOf<InvalidDataException>().With.Message.Contains("Fact 5 "));
    }

    [TestCase("DELETE FROM facts WHERE sequence = 5", 0)]
    [TestCase("DELETE FROM facts WHERE sequence = 5", 5)]
    [TestCase("DELETE FROM facts WHERE sequence <= 5", 5)]
    public void ReadAfter_RowMissing_NamesTheRow(string sql, long after)
    {
        using var scratch = Damaged(sql);
        using var store = scratch.Open();
        Assert.That(() => store.Journal.ReadAfter(after).Count(), Throws.TypeOf<InvalidDataException>().With.Message.Contains("Fact 5 is missing"));
    }

    [Test]
    public void ReadAfter_TwoRowsSwapped_NamesTheFirst()
    {
        using var scratch = Damaged("UPDATE facts SET sequence = -4 WHERE sequence = 4; UPDATE facts SET sequence = 4 WHERE sequence = 5; UPDATE facts SET sequence = 5 WHERE sequence = -4");
        using var store = scratch.Open();
        Assert.That(() => store.Journal.ReadAfter(0).Count(), Throws.TypeOf<InvalidDataException>().With.Message.Contains("Fact 4 "));
    }

    [Test]
    public void ReadAfter_AnyBitOfAPayloadFlipped_NamesTheRow()
    {
        const int seed = 12;
        using var scratch = Damaged("SELECT 1");
        var random = new Random(seed);
        using var raw = SqliteDatabase.OpenWriter(scratch.Database, TimeSpan.Zero);
        for (var round = 0; round < 200; round++)
        {
            var row = random.Next(1, 21);
            var hex = raw.Scalar($"SELECT hex(payload) FROM facts WHERE sequence = {row}")!;
            var bytes = Convert.FromHexString(hex);
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            raw.Execute($"UPDATE facts SET payload = CAST(x'{Convert.ToHexString(bytes)}' AS TEXT) WHERE sequence = {row}");
            using (var reader = new FactReader(raw, 0))
                Assert.That(() => ReadAll(reader), Throws.TypeOf<InvalidDataException>().With.Message.Contains($"Fact {row} "), $"seed {seed}, round {round}");
            raw.Execute($"UPDATE facts SET payload = CAST(x'{hex}' AS TEXT) WHERE sequence = {row}");
        }

        using var whole = new FactReader(raw, 0);
        Assert.That(ReadAll(whole), Is.EqualTo(20));
    }

    [Test]
    public void ReadAfter_KindOfANewerVersion_NamesRowAndKind()
    {
        const string payload = """{"$type":"star-born","name":"x"}""";
        var checksum = ChainChecksum.Of(ChainChecksum.Beginning, 1, 0, "star-born"u8, System.Text.Encoding.UTF8.GetBytes(payload));
        using var scratch = new ScratchDirectory();
        using var store = scratch.Open();
        store.Writer.Execute($"INSERT INTO facts VALUES (1, 0, 'star-born', NULL, '{payload}', {checksum})");
        Assert.That(() => store.Journal.ReadAfter(0).Count(), Throws.TypeOf<InvalidDataException>().With.Message.Contains("Fact 1 ").And.Message.Contains("'star-born'").And.Message.Contains("newer version"));
    }

    private static int ReadAll(FactReader reader)
    {
        var count = 0;
        while (reader.Next() is not null) count++;
        return count;
    }

    /// <summary>A store of 20 facts, changed behind the daemon's back.</summary>
    private static ScratchDirectory Damaged(string sql)
    {
        var scratch = new ScratchDirectory();
        using (var store = scratch.Open()) store.Commit(new FactSource(13).Recorded(20));
        using var raw = SqliteDatabase.OpenWriter(scratch.Database, TimeSpan.Zero);
        raw.Execute("PRAGMA foreign_keys = OFF");
        raw.Execute(sql);
        return scratch;
    }
}
