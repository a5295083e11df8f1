using NUnit.Framework;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Tests.Domain.Orders;

public sealed class ClientOrderIdTests
{
    private const int EpochMax = 36 * 36 * 36 * 36 - 1;
    private const long SequenceMax = 78_364_164_095; // 36^7 - 1: a thousand intents a second for two and a half years

    [Test]
    public void From_AMillionIntents_NeverRepeats()
    {
        StrategyId[] strategies = [new("ma-crossover"), new("momentum"), new("mean-reversion"), new("a")];
        var seen = new HashSet<string>(1_000_000, StringComparer.Ordinal);
        for (var sequence = 1; sequence <= 1_000_000; sequence++)
            if (!seen.Add(ClientOrderId.From(strategies[sequence % strategies.Length], sequence, 1).Text)) Assert.Fail($"Intent {sequence} repeats an id.");
        Assert.That(seen, Has.Count.EqualTo(1_000_000));
    }

    [Test]
    public void From_AcrossEpochsAndSequences_NeverRepeats()
    {
        // 1-11 and 11-1 must not meet: the dashes keep the parts apart
        var ids = from epoch in Enumerable.Range(1, 300) from sequence in Enumerable.Range(1, 300) select ClientOrderId.From(new StrategyId("s"), sequence, epoch).Text;
        Assert.That(ids.Distinct(StringComparer.Ordinal).Count(), Is.EqualTo(300 * 300));
    }

    [TestCase(1, 1)]
    [TestCase(1, EpochMax)]
    [TestCase(SequenceMax, 1)]
    [TestCase(SequenceMax, EpochMax)]
    [TestCase(35, 36)]
    [TestCase(36, 35)]
    public void From_WithinItsRange_FitsEveryVenue(long sequence, int epoch)
    {
        foreach (var name in new[] { "a", "ma-crossover", "Ünïcode strategy", new string('x', 1_000) })
            Assert.That(ClientOrderId.From(new StrategyId(name), sequence, epoch).Text, Does.Match("^[a-z]{3}-[0-9a-z]{1,4}-[0-9a-z]{1,7}$").And.Length.LessThanOrEqualTo(ClientOrderId.LengthMax));
    }

    [Test]
    public void From_TheSameThreeThings_IsTheSameIdOnEveryMachine() =>
        Assert.That(ClientOrderId.From(new StrategyId("ma-crossover"), 36, 2).ToString(), Is.EqualTo(ClientOrderId.From(new StrategyId("ma-crossover"), 36, 2).Text).And.EndsWith("-2-10"));

    /// <summary>Kraken takes 18 free characters or a UUID, Binance 36 of letters, digits and .:/_-, Coinbase 36, Alpaca 48: the narrowest of each.</summary>
    [Test]
    public void From_RandomStoresAndRestarts_IsUniqueAndLegalEverywhere([Values(1, 2, 3)] int seed)
    {
        var random = new Random(seed);
        var seen = new Dictionary<string, (string, long, int)>(StringComparer.Ordinal);
        for (var store = 0; store < 50; store++)
        {
            var (epoch, sequence) = (random.Next(1, EpochMax), 0L);
            for (var i = 0; i < 2_000; i++)
            {
                if (random.Next(100) == 0) sequence += random.Next(1_000); // a restart after intents that never left
                var name = $"strategy-{random.Next(20)}";
                var id = ClientOrderId.From(new StrategyId(name), ++sequence, epoch).Text;
                Assert.That(id, Does.Match("^[a-z0-9-]{7,18}$"), $"seed {seed}");
                if (!seen.TryAdd(id, (name, sequence, epoch))) Assert.That(seen[id], Is.EqualTo((name, sequence, epoch)), $"seed {seed}: {id} twice");
                Assert.That(ClientOrderId.From(new StrategyId(name), sequence, epoch).Text, Is.EqualTo(id));
            }
        }
    }

    [TestCase("emergency", true)]
    [TestCase("alpha", false)]
    public void MayBeOf_TheEmergencyStop_IsToldByTheTag(string strategy, bool expected) =>
        Assert.That(ClientOrderId.From(new StrategyId(strategy), 5, 7).MayBeOf(StrategyId.Emergency), Is.EqualTo(expected));

    [TestCase("")]
    [TestCase("ab")]
    [TestCase("theirs")]
    [TestCase("12345678-1234-1234-1234-123456789012")]
    public void MayBeOf_AnIdThatIsNotOurs_IsNobodys(string text) => Assert.That(new ClientOrderId(text).MayBeOf(StrategyId.Emergency), Is.False);

    [Test]
    public void MayBeOf_TheUnassignedId_IsNobodys() => Assert.That(default(ClientOrderId).MayBeOf(StrategyId.Emergency), Is.False);

    [TestCase(0, 1)]
    [TestCase(-1, 1)]
    [TestCase(1, 0)]
    [TestCase(1, -5)]
    public void From_BelowOne_Throws(long sequence, int epoch) =>
        Assert.That(() => ClientOrderId.From(new StrategyId("s"), sequence, epoch), Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void From_PastItsRange_ThrowsRatherThanCutting() =>
        Assert.That(() => ClientOrderId.From(new StrategyId("s"), long.MaxValue, int.MaxValue), Throws.TypeOf<OverflowException>());
}
