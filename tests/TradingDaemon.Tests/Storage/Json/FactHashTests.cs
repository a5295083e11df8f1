using NUnit.Framework;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Storage.Json;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Storage.Json;

public sealed class FactHashTests
{
    [Test]
    public void Current_SameFacts_IsTheSame()
    {
        var once = Hash(new FactSource(31).Recorded(50));
        var again = Hash(new FactSource(31).Recorded(50));
        Assert.That(again, Is.EqualTo(once).And.Length.EqualTo(64));
    }

    [Test]
    public void Current_AskedHalfway_DoesNotDisturb()
    {
        var facts = new FactSource(31).Recorded(50);
        using var hash = new FactHash();
        foreach (var fact in facts)
        {
            hash.Add(fact);
            hash.Current();
        }

        Assert.That(hash.Current(), Is.EqualTo(Hash(facts)));
    }

    [Test]
    public void Current_AnythingOfAFactChanged_Differs()
    {
        var facts = new FactSource(32).Recorded(11);
        var hashes = new List<string> { Hash(facts), Hash(facts[..10]), Hash([.. facts.Reverse()]) };
        for (var i = 0; i < facts.Length; i++)
        {
            hashes.Add(Hash(Replaced(facts, i, facts[i] with { Sequence = 99 })));
            hashes.Add(Hash(Replaced(facts, i, facts[i] with { At = facts[i].At.AddTicks(1) })));
            hashes.Add(Hash(Replaced(facts, i, facts[i] with { Fact = new Fact.CashMoved("other", i, "") })));
        }

        Assert.That(hashes, Is.Unique);
    }

    [Test]
    public void Current_OnlyProcessDiffers_IsTheSame()
    {
        string Of(Fact fact) => Hash([Batches.At(1, fact)]);
        Assert.Multiple(() =>
        {
            Assert.That(Of(new Fact.EpochStarted(1, 1, "0.1.0")), Is.EqualTo(Of(new Fact.EpochStarted(1, 7, "0.2.0"))));
            Assert.That(Of(new Fact.EpochStarted(1, 1, "0.1.0")), Is.Not.EqualTo(Of(new Fact.EpochStarted(2, 1, "0.1.0"))));
        });
    }

    private static RecordedFact[] Replaced(RecordedFact[] facts, int at, RecordedFact by) => [.. facts[..at], by, .. facts[(at + 1)..]];

    private static string Hash(IEnumerable<RecordedFact> facts)
    {
        using var hash = new FactHash();
        foreach (var fact in facts) hash.Add(fact);
        return hash.Current();
    }
}
