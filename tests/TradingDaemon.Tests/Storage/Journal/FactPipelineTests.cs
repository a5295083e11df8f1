using NUnit.Framework;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Simulation.Disk;
using TradingDaemon.Storage;
using TradingDaemon.Storage.Journal;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Storage.Journal;

public sealed class FactPipelineTests
{
    private const int Rows = (int)FactPipeline.RowsMin + 700;

    private static readonly RecordedFact[] Facts = new FactSource(77).Recorded(Rows);

    private SimulatedDisk _disk = null!;
    private MountedDisk _mount = null!;
    private SqliteStore _store = null!;

    [SetUp]
    public void Begin()
    {
        _disk = new SimulatedDisk();
        _mount = _disk.Mount();
        _store = SqliteStore.Open(new StoreOptions { Directory = "/store", Epoch = 7, Disk = _mount }, new SetClock(SetClock.Noon));
        foreach (var chunk in Facts.Chunk(1000)) _store.Commit(chunk);
    }

    [TearDown]
    public void End()
    {
        _store.Dispose();
        _mount.Dispose();
    }

    [Test]
    public void ReadAfter_LongJournal_IsExactlyWhatWasCommitted()
    {
        Assert.That(_store.Journal.ReadAfter(0).SequenceEqual(Facts));
        Assert.That(_store.Journal.ReadAfter(300).SequenceEqual(Facts.Skip(300)));
    }

    [Test]
    public void ReadAfter_Abandoned_LetsGoOfTheDatabase()
    {
        for (var taken = 0; taken < 3; taken++) Assert.That(_store.Journal.ReadAfter(0).Take(taken * 600).SequenceEqual(Facts.Take(taken * 600)));
        _store.Commit(new RecordedFact(Rows + 1, SetClock.Noon, Facts[^1].Fact is Fact.OrderIntended or Fact.FillBooked ? new Fact.CashMoved("USD", 1m, "") : Facts[^1].Fact));
        Assert.That(_store.Tidy(), Is.Zero, "no reader holds the log back");
    }

    [TestCase(5_000, "checksum does not fit")]
    [TestCase(1, "checksum does not fit")]
    public void ReadAfter_DamagedRow_GivesTheFactsBeforeItAndThenNamesIt(int row, string words)
    {
        _store.Writer.Execute($"UPDATE facts SET at_utc_ticks = at_utc_ticks + 1 WHERE sequence = {row}");
        var read = new List<RecordedFact>();
        Assert.That(() => read.AddRange(_store.Journal.ReadAfter(0)), Throws.TypeOf<InvalidDataException>().With.Message.Contains($"Fact {row} ").And.Message.Contains(words));
        foreach (var fact in Facts.Take(row - 1).Zip(_store.Journal.ReadAfter(0).Take(row - 1))) Assert.That(fact.Second, Is.EqualTo(fact.First));
    }

    [Test]
    public void ReadAfter_RowOfANewerVersion_GivesTheFactsBeforeItAndThenNamesIt()
    {
        var previous = uint.Parse(_store.Writer.Scalar($"SELECT checksum FROM facts WHERE sequence = {Rows}")!, System.Globalization.CultureInfo.InvariantCulture);
        const string payload = """{"$type":"star-born","name":"x"}""";
        var checksum = ChainChecksum.Of(previous, Rows + 1, 0, "star-born"u8, System.Text.Encoding.UTF8.GetBytes(payload));
        _store.Writer.Execute($"INSERT INTO facts VALUES ({Rows + 1}, 0, 'star-born', NULL, '{payload}', {checksum})");
        using var facts = _store.Journal.ReadAfter(0).GetEnumerator();
        for (var i = 0; i < Rows; i++) Assert.That(facts.MoveNext());
        Assert.That(() => facts.MoveNext(), Throws.TypeOf<InvalidDataException>().With.Message.Contains($"Fact {Rows + 1} ").And.Message.Contains("'star-born'"));
    }

    [Test]
    public void ReadAfter_EndGone_SaysWhichFactsAreMissing()
    {
        _store.Writer.Execute($"PRAGMA foreign_keys = OFF; DELETE FROM facts WHERE sequence > {Rows - 10}");
        Assert.That(() => _store.Journal.ReadAfter(0).Count(), Throws.TypeOf<InvalidDataException>().With.Message.Contains($"Facts {Rows - 9} to {Rows} are missing"));
        _store.Dispose();
        Assert.That(
            () => SqliteStore.Open(new StoreOptions { Directory = "/store", Epoch = 7, Disk = _mount }, new SetClock(SetClock.Noon)),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains($"ends at fact {Rows - 10}").And.Message.Contains($"sealed at fact {Rows}"));
    }

    [Test]
    public void ReadAfter_ProcessKilledMeanwhile_IsRefused()
    {
        using var facts = _store.Journal.ReadAfter(0).GetEnumerator();
        Assert.That(facts.MoveNext());
        _disk.Kill();
        Assert.That(
            () =>
            {
                while (facts.MoveNext()) { }
            },
            Throws.InstanceOf<IOException>());
    }
}
