using NUnit.Framework;
using TradingDaemon.Storage;
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
        });
    }
}
