using NUnit.Framework;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Storage.Inspection;
using TradingDaemon.Storage.Json;
using TradingDaemon.Storage.Ledgers;
using TradingDaemon.Storage.Sqlite;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Storage.Inspection;

public sealed class StoreInspectionTests
{
    private ScratchDirectory _scratch = null!;
    private RecordedFact[] _facts = null!;

    [SetUp]
    public void Fill()
    {
        _scratch = new ScratchDirectory();
        _facts = new FactSource(71).Recorded(400);
        using var store = _scratch.Open();
        store.Commit(_facts);
    }

    [TearDown]
    public void Remove() => _scratch.Dispose();

    [Test]
    public void FactsOfOrder_ByOurIdOrTheVenues_AreAllThereAre()
    {
        using var inspection = StoreInspection.Open(_scratch.Path);
        foreach (var moved in _facts.Where(static one => one.Fact is Fact.OrderMoved { VenueOrderId: not null }))
        {
            var id = ((Fact.OrderMoved)moved.Fact).ClientOrderId.Text;
            Assert.That(inspection.FactsOfOrder(id), Is.EqualTo(new[] { moved }));
        }

        var last = _facts.Last(static one => one.Fact is Fact.OrderMoved { VenueOrderId.Length: > 0 });
        Assert.That(inspection.FactsOfOrder(((Fact.OrderMoved)last.Fact).VenueOrderId!), Is.Not.Empty);
        Assert.That(inspection.FactsOfOrder("nobody's"), Is.Empty);
        var opened = _facts.First(static one => one.Fact is Fact.ParentOpened);
        Assert.That((inspection.FactsOfParent(opened.Sequence).Single(), inspection.FactsOfParent(opened.Sequence + 400).Count), Is.EqualTo((opened, 0)));
        Assert.That((inspection.FactAt(17), inspection.FactAt(401)), Is.EqualTo((_facts[16], (RecordedFact?)null)));
        Assert.That(inspection.NewestDecisions(5), Is.EqualTo(_facts.Where(static one => one.Fact is Fact.OrderIntended or Fact.SignalRefused).Reverse().Take(5)));
    }

    /// <summary>Bug: every start whose files changed looked at every fact before its recovery began.</summary>
    [Test]
    public void Configurations_AreAllThereAre_ByAnIndexOfTheirOwn()
    {
        using var inspection = StoreInspection.Open(_scratch.Path);
        Assert.That(inspection.Configurations(), Is.EqualTo(_facts.Where(static one => one.Fact is Fact.ConfigurationChanged)).And.Not.Empty);
        using var database = SqliteDatabase.OpenReader(_scratch.Database, TimeSpan.Zero);
        using var plan = database.Prepare("EXPLAIN QUERY PLAN " + StoreInspection.FactsWhere(StoreInspection.OfConfigurations));
        var steps = new List<string>();
        while (plan.Step()) steps.Add(plan.Text(3));
        Assert.That(steps.Single(), Does.StartWith("SEARCH facts USING INDEX facts_of_configurations"));
    }

    [Test]
    public void Open_StoreOfADeadDaemon_TellsEverything()
    {
        using var inspection = StoreInspection.Open(_scratch.Path);
        Assert.Multiple(() =>
        {
            Assert.That(inspection.DatabasePath, Is.EqualTo(_scratch.Database));
            Assert.That((inspection.Epoch, inspection.Boot, inspection.SchemaVersion, inspection.LastSequence), Is.EqualTo((7, 1, 6, 400L)));
            Assert.That(inspection.Intents(), Is.EqualTo(_facts.Where(static r => r.Fact is Fact.OrderIntended).Select(static r => IntentRow.Of(r, ((Fact.OrderIntended)r.Fact).Intent))).And.Not.Empty);
            Assert.That(inspection.Fills(), Is.EqualTo(_facts.Where(static r => r.Fact is Fact.FillBooked).Select(static r => FillRow.Of(r, (Fact.FillBooked)r.Fact))).And.Not.Empty);
            Assert.That(inspection.Refusals(), Is.EqualTo(_facts.Where(static r => r.Fact is Fact.SignalRefused).Select(static r => RefusalRow.Of(r, (Fact.SignalRefused)r.Fact))).And.Not.Empty);
            Assert.That(inspection.FactsAfter(390), Is.EqualTo(_facts[390..]));
            Assert.That(inspection.RefusalsByRule(), Is.EqualTo(_facts.Select(static r => r.Fact).OfType<Fact.SignalRefused>().CountBy(static r => r.Rule).ToDictionary(static p => p.Key, static p => (long)p.Value)));
            Assert.That(inspection.FactsByKind(), Is.EqualTo(_facts.CountBy(static r => FactJson.KindOf(r.Fact)).ToDictionary(static p => p.Key, static p => (long)p.Value)));
            Assert.That(inspection.Verify(), Is.Empty);
        });
    }

    [Test]
    public void Open_StoreOfARunningDaemon_SeesItsCommits()
    {
        using var store = _scratch.Open();
        using var inspection = StoreInspection.Open(_scratch.Path);
        store.Commit(new FactSource(72).Recorded(5, after: 400).Select(r => r with { Fact = new Fact.CashMoved("USD", r.Sequence, "") }).ToArray());
        Assert.Multiple(() =>
        {
            Assert.That(inspection.LastSequence, Is.EqualTo(405));
            Assert.That(inspection.Boot, Is.EqualTo(2));
            Assert.That(inspection.Verify(), Is.Empty);
        });
    }

    [Test]
    public void Open_CannotChangeAnything()
    {
        using var database = SqliteDatabase.OpenReader(_scratch.Database, TimeSpan.Zero);
        Assert.That(() => database.Execute("DELETE FROM facts"), Throws.TypeOf<IOException>().With.Message.Contains("cannot be written"));
    }

    [Test]
    public void Open_NoStore_SaysSo()
    {
        using var empty = new ScratchDirectory();
        Assert.That(() => StoreInspection.Open(empty.Path), Throws.TypeOf<FileNotFoundException>().With.Message.Contains("There is no store in " + empty.Path));
        Assert.That(Directory.EnumerateFileSystemEntries(empty.Path), Is.Empty, "looking leaves nothing behind");
    }

    [Test]
    public void Open_DatabaseWithoutSchema_SaysWhatToDo()
    {
        using var empty = new ScratchDirectory();
        File.WriteAllBytes(empty.Database, []);
        Assert.That(() => StoreInspection.Open(empty.Path), Throws.TypeOf<InvalidDataException>().With.Message.Contains("start the daemon once"));
    }

    [TestCase("UPDATE fills SET price = '1.5' WHERE sequence = (SELECT min(sequence) FROM fills)", "The ledger 'fills' says of fact")]
    [TestCase("UPDATE fills SET price = 'abc' WHERE sequence = (SELECT min(sequence) FROM fills)", "'abc'")]
    [TestCase("UPDATE intents SET side = 'Sideways' WHERE sequence = (SELECT min(sequence) FROM intents)", "'Sideways'")]
    [TestCase("DELETE FROM fills", "The ledger 'fills' lacks the row of fact")]
    [TestCase("DELETE FROM intents WHERE sequence = (SELECT max(sequence) FROM intents)", "The ledger 'intents' lacks the row of fact")]
    [TestCase("UPDATE refusals SET rule = 'DailyLossMax', limit_value = '77'", "The ledger 'refusals' says of fact")]
    [TestCase("INSERT INTO intents SELECT 9999, at_utc_ticks, 'x', strategy, symbol, venue, side, terms, quantity, price, is_reduce_only, decision_bid, decision_ask, reason FROM intents LIMIT 1", "'intents' has a row for fact 9999")]
    [TestCase("INSERT INTO fills SELECT 9999, at_utc_ticks, venue, 'x', 0, client_order_id, strategy, symbol, side, price, quantity, fee, fee_currency, liquidity, is_simulated FROM fills LIMIT 1", "'fills' has a row for fact 9999")]
    [TestCase("INSERT INTO refusals SELECT 9999, at_utc_ticks, strategy, symbol, signal, rule, limit_value, asked_value, detail FROM refusals LIMIT 1", "'refusals' has a row for fact 9999")]
    [TestCase("UPDATE facts SET payload = payload || ' ' WHERE sequence = 17", "Fact 17 ")]
    [TestCase("DELETE FROM facts WHERE sequence = 17", "Fact 17 is missing")]
    public void Verify_StoreChangedBehindItsBack_TellsOfIt(string sql, string words)
    {
        using (var raw = SqliteDatabase.OpenWriter(_scratch.Database, TimeSpan.Zero)) raw.Execute("PRAGMA foreign_keys = OFF; " + sql);
        using var inspection = StoreInspection.Open(_scratch.Path);
        Assert.That(inspection.Verify(), Has.Some.Contains(words));
    }

    [Test]
    public void Verify_PagesOverwritten_TellsOfIt()
    {
        using (var file = File.OpenWrite(_scratch.Database))
        {
            file.Position = file.Length / 2;
            file.Write(new byte[20_000]);
        }

        using var inspection = StoreInspection.Open(_scratch.Path);
        Assert.That(inspection.Verify(), Is.Not.Empty);
    }

    [Test]
    public void RefusalsByRule_NoRefusals_IsEmpty()
    {
        using var empty = new ScratchDirectory();
        empty.Open().Dispose();
        using var inspection = StoreInspection.Open(empty.Path);
        Assert.Multiple(() =>
        {
            Assert.That(inspection.RefusalsByRule(), Is.EqualTo(new Dictionary<RiskRule, long>()));
            Assert.That(inspection.LastSequence, Is.Zero);
            Assert.That(inspection.Verify(), Is.Empty);
        });
    }
}
