using NUnit.Framework;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Storage.Journal;

public sealed class SqliteJournalTests
{
    [Test]
    public void ReadAfter_RandomFactsOfEveryKind_AreExactlyWhatWasCommitted([Values(1, 2, 3, 4, 5)] int seed)
    {
        using var scratch = new ScratchDirectory();
        var facts = new FactSource(seed).Recorded(300);
        using (var store = scratch.Open())
            foreach (var chunk in facts.Chunk(37)) store.Commit(chunk);

        using var again = scratch.Open();
        Assert.Multiple(() =>
        {
            Assert.That(again.Journal.LastSequence, Is.EqualTo(300));
            Assert.That(again.Journal.ReadAfter(0), Is.EqualTo(facts), $"seed {seed}");
            Assert.That(again.Journal.ReadAfter(123), Is.EqualTo(facts.Skip(123)), $"seed {seed}");
            Assert.That(again.Journal.ReadAfter(300), Is.Empty);
            Assert.That(again.Journal.ReadAfter(999), Is.Empty);
        });
    }

    [Test]
    public void ReadAfter_TimeWithAnOffset_IsTheSameMomentInUtc()
    {
        using var scratch = new ScratchDirectory();
        using var store = scratch.Open();
        store.Commit(new RecordedFact(1, new DateTimeOffset(2026, 3, 2, 14, 0, 0, TimeSpan.FromHours(2)), new FactSource(1).Fact()));
        Assert.That(store.Journal.ReadAfter(0).Single().At, Is.EqualTo(SetClock.Noon).And.Property("Offset").EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void ReadAfter_WhileCommitsGoOn_GivesWhatWasThereWhenItBegan()
    {
        using var scratch = new ScratchDirectory();
        using var store = scratch.Open();
        var facts = new FactSource(2).Recorded(20);
        store.Commit(facts[..10]);
        using var reading = store.Journal.ReadAfter(0).GetEnumerator();
        Assert.That(reading.MoveNext());
        store.Commit(facts[10..]);
        var rest = 0;
        while (reading.MoveNext()) rest++;
        Assert.Multiple(() =>
        {
            Assert.That(rest, Is.EqualTo(9));
            Assert.That(store.Journal.ReadAfter(0), Is.EqualTo(facts));
        });
    }

    [Test]
    public void Commit_BatchesWithOrders_MintsThemInOrder()
    {
        using var scratch = new ScratchDirectory();
        using var store = scratch.Open();
        var source = new FactSource(3);
        var intents = Enumerable.Range(0, 4).Select(_ => source.Intent()).ToArray();
        var batches = intents.Chunk(2).Select((pair, i) => new JournalBatch(
            [.. pair.Select((intent, j) => Batches.At((i * 2) + j + 1, new Fact.OrderIntended(intent)))], [.. pair.Select(static intent => new ApprovedOrder(intent) { TickReceivedTimestamp = 42 })], [])).ToArray();

        var durable = store.Journal.Commit(batches);

        Assert.Multiple(() =>
        {
            Assert.That(durable.Select(static order => order.Intent), Is.EqualTo(intents));
            Assert.That(durable.Select(static order => order.Approved.TickReceivedTimestamp), Is.All.EqualTo(42));
            Assert.That(store.Journal.LastSequence, Is.EqualTo(4));
        });
    }

    [Test]
    public void Commit_NothingToWrite_MintsNothing()
    {
        using var scratch = new ScratchDirectory();
        using var store = scratch.Open();
        Assert.Multiple(() =>
        {
            Assert.That(store.Journal.Commit([]), Is.Empty);
            Assert.That(store.Journal.Commit([Batches.Of()]), Is.Empty);
            Assert.That(store.Journal.LastSequence, Is.Zero);
        });
    }

    [Test]
    public void Commit_OrderWithoutItsIntent_IsRefused()
    {
        using var scratch = new ScratchDirectory();
        using var store = scratch.Open();
        var source = new FactSource(4);
        var batch = new JournalBatch([Batches.At(1, new Fact.OrderIntended(source.Intent()))], [new ApprovedOrder(source.Intent())], []);
        Assert.That(() => store.Journal.Commit([batch]), Throws.TypeOf<InvalidDataException>().With.Message.Contains("without its intent"));
        Assert.That(store.Journal.ReadAfter(0), Is.Empty);
    }

    [Test]
    public void Commit_GapInSequences_WritesNothing([Values(0, 1, 3, 5)] long offered)
    {
        using var scratch = new ScratchDirectory();
        using var store = scratch.Open();
        var facts = new FactSource(5).Recorded(10);
        store.Commit(facts[0]);
        Assert.That(
            () => store.Journal.Commit([Batches.Of(facts[1]), Batches.Of(facts[2] with { Sequence = offered == 3 ? 4 : offered })]),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("where 3 belongs"));
        AssertUsable(store, facts);
    }

    [Test]
    public void Commit_ClientOrderIdAlreadyThere_WritesNothing()
    {
        using var scratch = new ScratchDirectory();
        using var store = scratch.Open();
        var source = new FactSource(6);
        var facts = source.Recorded(10);
        var intent = source.Intent();
        facts[0] = Batches.At(1, new Fact.OrderIntended(intent));
        store.Commit(facts[0]);
        Assert.That(() => store.Commit(facts[1], Batches.At(3, new Fact.OrderIntended(intent))), Throws.TypeOf<InvalidDataException>().With.Message.Contains(intent.ClientOrderId.Text));
        AssertUsable(store, facts);
    }

    [Test]
    public void Commit_ExecutionAlreadyThere_WritesNothing()
    {
        using var scratch = new ScratchDirectory();
        using var store = scratch.Open();
        var source = new FactSource(7);
        var facts = source.Recorded(10);
        var booked = new Fact.FillBooked(source.Fill() with { ExecutionId = "twice" }, new("s"), OrderStatus.Filled);
        facts[0] = Batches.At(1, booked);
        store.Commit(facts[0]);
        Assert.That(() => store.Commit(facts[1], Batches.At(3, booked)), Throws.TypeOf<InvalidDataException>().With.Message.Contains("twice"));
        Assert.That(() => store.Commit(facts[1], Batches.At(3, booked with { Fill = booked.Fill with { Venue = "elsewhere" } })), Throws.Nothing, "the same id at another venue is another execution");
        Assert.That(store.Journal.LastSequence, Is.EqualTo(3));
    }

    [Test]
    public void Commit_DatabaseLockedByAnother_SaysSoAndWorksOnceItIsFree()
    {
        using var scratch = new ScratchDirectory();
        using var store = scratch.Open();
        var facts = new FactSource(8).Recorded(10);
        store.Commit(facts[0]);
        using (var other = TradingDaemon.Storage.Sqlite.SqliteDatabase.OpenWriter(scratch.Database, TimeSpan.Zero))
        {
            other.Execute("BEGIN EXCLUSIVE");
            Assert.That(() => store.Commit(facts[1]), Throws.TypeOf<IOException>().With.Message.Contains("locked by another process").And.Message.Contains(scratch.Database));
            Assert.That(store.Journal.LastSequence, Is.EqualTo(1));
        }

        AssertUsable(store, facts);
    }

    [Test]
    public void Commit_DiskFull_SaysSoAndWorksOnceThereIsRoom()
    {
        using var scratch = new ScratchDirectory();
        using var store = scratch.Open();
        var facts = new FactSource(9).Recorded(2_000);
        store.Commit(facts[0]);
        var pages = store.Writer.ScalarNumber("PRAGMA page_count");
        store.Writer.Execute($"PRAGMA max_page_count = {pages + 2}");
        Assert.That(() => store.Commit(facts[1..]), Throws.TypeOf<IOException>().With.Message.Contains("full").And.Message.Contains(scratch.Database));
        Assert.That(store.Journal.ReadAfter(0).Count(), Is.EqualTo(1));
        store.Writer.Execute("PRAGMA max_page_count = 1073741823");
        AssertUsable(store, facts);
    }

    [Test]
    public void Commit_DatabaseReadOnly_SaysSoAndWorksOnceItMayBeWritten()
    {
        using var scratch = new ScratchDirectory();
        using var store = scratch.Open();
        var facts = new FactSource(10).Recorded(10);
        store.Commit(facts[0]);
        store.Writer.Execute("PRAGMA query_only = ON");
        Assert.That(() => store.Commit(facts[1]), Throws.TypeOf<IOException>().With.Message.Contains("cannot be written"));
        store.Writer.Execute("PRAGMA query_only = OFF");
        AssertUsable(store, facts);
    }

    [Test]
    public void Commit_AfterATransactionWasLeftOpen_RollsItBackFirst()
    {
        using var scratch = new ScratchDirectory();
        using var store = scratch.Open();
        var facts = new FactSource(11).Recorded(10);
        store.Commit(facts[0]);
        store.Writer.Execute("BEGIN; DELETE FROM refusals; DELETE FROM fills; DELETE FROM intents; DELETE FROM facts");
        AssertUsable(store, facts);
    }

    /// <summary>Only the first fact is there, and the rest can be committed as if nothing had happened.</summary>
    private static void AssertUsable(TradingDaemon.Storage.SqliteStore store, RecordedFact[] facts)
    {
        Assert.That(store.Journal.LastSequence, Is.EqualTo(1));
        Assert.That(store.Journal.ReadAfter(0), Is.EqualTo(facts[..1]));
        store.Commit(facts[1..]);
        Assert.That(store.Journal.ReadAfter(0), Is.EqualTo(facts));
    }
}
