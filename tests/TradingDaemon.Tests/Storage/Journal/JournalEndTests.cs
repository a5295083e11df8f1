using NUnit.Framework;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Storage.Inspection;
using TradingDaemon.Storage.Schema;
using TradingDaemon.Storage.Sqlite;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Storage.Journal;

/// <summary>The end of the journal is sealed: not even facts that no ledger knows can go missing there.</summary>
public sealed class JournalEndTests
{
    [TestCase("DELETE FROM facts WHERE sequence = 21", "ends at fact 20, but was sealed at fact 21")]
    [TestCase("DELETE FROM facts", "ends at fact 0, but was sealed at fact 21")]
    [TestCase("UPDATE facts SET sequence = 50 WHERE sequence = 5", "ends at fact 50, but was sealed at fact 21")]
    [TestCase("UPDATE facts SET checksum = checksum + 1 WHERE sequence = 21", "its end is damaged")]
    [TestCase("UPDATE journal_end SET sequence = 20", "ends at fact 21, but was sealed at fact 20")]
    [TestCase("UPDATE journal_end SET checksum = checksum + 1", "its end is damaged")]
    [TestCase("DELETE FROM journal_end", "does not say where its journal ends")]
    public void Open_EndThatIsNotTheSealedOne_IsRefusedAndVerifiedAsDamaged(string sql, string words)
    {
        using var scratch = EndingWithAFactNoLedgerKnows();
        Change(scratch, sql);
        Assert.That(() => scratch.Open(), Throws.TypeOf<InvalidDataException>().With.Message.Contains(words).And.Message.Contains("Restore the database from a copy"));
        using var inspection = StoreInspection.Open(scratch.Path);
        Assert.That(inspection.Verify(), Has.One.Contains(words));
    }

    [Test]
    public void Open_StoreWithoutASeal_IsSealedAtItsEnd()
    {
        using var scratch = EndingWithAFactNoLedgerKnows();
        using (var raw = SqliteDatabase.OpenWriter(scratch.Database, TimeSpan.Zero)) Migrations.Embedded.Down(raw, 2);
        using (var store = scratch.Open()) Assert.That(store.Journal.ReadAfter(0).Count(), Is.EqualTo(21));
        Change(scratch, "DELETE FROM facts WHERE sequence = 21");
        Assert.That(() => scratch.Open(), Throws.TypeOf<InvalidDataException>().With.Message.Contains("was sealed at fact 21"));
    }

    [Test]
    public void Open_NewStore_IsSealedAtNothing()
    {
        using var scratch = new ScratchDirectory();
        scratch.Open().Dispose();
        using var again = scratch.Open();
        Assert.That(again.Journal.LastSequence, Is.Zero);
    }

    [Test]
    public void Commit_Refused_LeavesTheSealWhereItWas()
    {
        using var scratch = EndingWithAFactNoLedgerKnows();
        using (var store = scratch.Open())
        {
            var intent = new FactSource(3).Intent() with { ClientOrderId = ClientOrderId.From(new StrategyId("other"), 1, 9) };
            store.Commit(Batches.At(22, new Fact.OrderIntended(intent)));
            Assert.That(() => store.Commit(Batches.At(23, new Fact.DayOpened(new DateOnly(2026, 1, 1), 1m)), Batches.At(24, new Fact.OrderIntended(intent))), Throws.TypeOf<InvalidDataException>());
        }

        using var again = scratch.Open();
        Assert.That(again.Journal.ReadAfter(0).Count(), Is.EqualTo(22));
    }

    [Test]
    public void Commit_ManyBatches_SealsTheNewestFact()
    {
        using var scratch = new ScratchDirectory();
        using (var store = scratch.Open())
            foreach (var chunk in new FactSource(4).Recorded(60).Chunk(7)) store.Journal.Commit([.. chunk.Select(static recorded => Batches.Of(recorded))]);
        using var inspection = StoreInspection.Open(scratch.Path);
        Assert.That(inspection.Verify(), Is.Empty);
        using var raw = SqliteDatabase.OpenReader(scratch.Database, TimeSpan.Zero);
        Assert.That(raw.Scalar("SELECT sequence || ' ' || checksum FROM journal_end"), Is.EqualTo(raw.Scalar("SELECT sequence || ' ' || checksum FROM facts WHERE sequence = 60")));
    }

    private static ScratchDirectory EndingWithAFactNoLedgerKnows()
    {
        var scratch = new ScratchDirectory();
        using var store = scratch.Open();
        store.Commit([.. new FactSource(13).Recorded(20), Batches.At(21, new Fact.DayOpened(new DateOnly(2026, 1, 1), 1m))]);
        return scratch;
    }

    private static void Change(ScratchDirectory scratch, string sql)
    {
        using var raw = SqliteDatabase.OpenWriter(scratch.Database, TimeSpan.Zero);
        raw.Execute("PRAGMA foreign_keys = OFF");
        raw.Execute(sql);
    }
}
