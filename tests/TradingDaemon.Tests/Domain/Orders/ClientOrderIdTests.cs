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
