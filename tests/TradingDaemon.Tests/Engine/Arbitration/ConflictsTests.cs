using NUnit.Framework;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Arbitration;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Arbitration;

/// <summary>What becomes of strategies that disagree: each way, from the wishes to what goes.</summary>
public sealed class ConflictsTests
{
    /// <summary>Wishes are name:direction:score:size; what goes is name:size.</summary>
    [TestCase(ConflictMethod.Priority, "a:+:50:3 b:+:40:2", "a:3 b:2", TestName = "Priority: nobody disagrees")]
    [TestCase(ConflictMethod.Veto, "a:-:50:3 b:-:40:2", "a:3 b:2", TestName = "Veto: nobody disagrees")]
    [TestCase(ConflictMethod.Net, "a:+:50:3 b:+:40:2", "a:3 b:2", TestName = "Net: nobody disagrees")]
    [TestCase(ConflictMethod.Priority, "a:+:50:1 b:-:50.1:9 c:-:1:2", "b:9 c:2", TestName = "Priority: the best score's direction goes, whatever the sizes")]
    [TestCase(ConflictMethod.Priority, "b:-:50:1 a:+:50:1", "a:1", TestName = "Priority: of equals that came together the first name")]
    [TestCase(ConflictMethod.Veto, "a:+:99:3 b:-:1:1 c:+:50:1", "", TestName = "Veto: one that disagrees keeps all out")]
    [TestCase(ConflictMethod.Net, "a:+:50:3 b:+:40:2 c:-:90:4", "a:1", TestName = "Net: the larger direction less the smaller, from its lowest score up")]
    [TestCase(ConflictMethod.Net, "a:+:50:3 b:+:40:2 c:-:90:1.5", "a:3 b:0.5", TestName = "Net: in part")]
    [TestCase(ConflictMethod.Net, "a:+:50:3 c:-:90:5", "c:2", TestName = "Net: the sellers are more")]
    [TestCase(ConflictMethod.Net, "a:+:50:2 c:-:90:2", "", TestName = "Net: nothing is left")]
    [TestCase(ConflictMethod.Net, "a:+:50:2 c:-:90:1.9996", "", TestName = "Net: less than a lot is left")]
    [TestCase(ConflictMethod.Net, "a:+:50:2 c:-:90:0", "a:2", TestName = "Net: an opposite of nothing takes nothing")]
    [TestCase(ConflictMethod.Net, "a:+:50:2 c:-:90:?", "", TestName = "Net: an unknown size keeps all out")]
    public void Resolve(ConflictMethod method, string wishes, string expected)
    {
        var sizes = new Dictionary<string, decimal?>();
        var entries = wishes.Split(' ').Select(wish => wish.Split(':')).Select(parts =>
        {
            sizes[parts[0]] = parts[3] == "?" ? null : decimal.Parse(parts[3], System.Globalization.CultureInfo.InvariantCulture);
            return SignalQueueTests.Entry(parts[0], double.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture), kind: parts[1] == "+" ? SignalKind.Buy : SignalKind.Sell);
        }).ToArray();
        var verdicts = Conflicts.Resolve(new SignalPolicy { Conflicts = method }, entries, TestMarket.At(TestMarket.Btc), signal => signal.QuantityBase ?? sizes[signal.Strategy.Text]);
        var goes = verdicts.Where(static verdict => verdict.Refusal is null)
            .Select(verdict => FormattableString.Invariant($"{verdict.Entry.Signal.Strategy}:{verdict.Entry.Signal.QuantityBase ?? sizes[verdict.Entry.Signal.Strategy.Text]:0.###}"));
        Assert.That(string.Join(' ', goes), Is.EqualTo(expected));
        Assert.That(verdicts.Select(static verdict => verdict.Entry.Signal.Strategy), Is.EqualTo(entries.Select(static entry => entry.Signal.Strategy)), "Each has its verdict, in the order they came.");
        Assert.That(verdicts.Where(static verdict => verdict.Refusal is not null).Select(static verdict => verdict.Refusal!.Value.Rule), Is.All.EqualTo(RiskRule.SignalConflict));
    }

    [Test]
    public void Resolve_TheRefusal_NamesWhoGoesAndBothScores()
    {
        var verdicts = Conflicts.Resolve(
            new SignalPolicy { Conflicts = ConflictMethod.Priority }, [SignalQueueTests.Entry("a", 71.2), SignalQueueTests.Entry("b", 60d, kind: SignalKind.Sell)], TestMarket.At(TestMarket.Btc), static _ => 1m);
        Assert.That(verdicts[1].Refusal, Is.EqualTo(new RiskRefusal(RiskRule.SignalConflict, 71.2m, 60m, "a wants to buy BTC/USD with a score of 71.2, this one has 60.")));
    }

    /// <summary>Net never trades more than the difference, and what goes is all in one direction: 2,000 random disagreements.</summary>
    [Test]
    public void Resolve_NetOfRandomWishes_GoesOneWayAndNoFurtherThanTheDifference()
    {
        var random = new Random(20_240_301);
        for (var run = 0; run < 2_000; run++)
        {
            var sizes = Enumerable.Range(0, random.Next(2, 9)).Select(_ => random.Next(0, 5_000) / 1_000m).ToArray();
            var entries = sizes.Select((_, index) => SignalQueueTests.Entry($"s{index}", random.Next(0, 120), kind: random.Next(2) == 0 ? SignalKind.Buy : SignalKind.Sell)).ToArray();
            var signed = entries.Select((entry, index) => entry.Signal.Kind == SignalKind.Buy ? sizes[index] : -sizes[index]).ToArray();
            var went = Conflicts.Resolve(new SignalPolicy { Conflicts = ConflictMethod.Net }, entries, TestMarket.At(TestMarket.Btc), signal => sizes[int.Parse(signal.Strategy.Text[1..], System.Globalization.CultureInfo.InvariantCulture)])
                .Where(static verdict => verdict.Refusal is null).Select(static verdict => verdict.Entry.Signal).ToArray();
            var total = went.Sum(signal => (signal.Kind == SignalKind.Buy ? 1m : -1m) * (signal.QuantityBase ?? sizes[int.Parse(signal.Strategy.Text[1..], System.Globalization.CultureInfo.InvariantCulture)]));
            Assert.That(total, Is.EqualTo(signed.Sum()), $"Run {run}: {string.Join(' ', signed)}");
            if (went.Select(static signal => signal.Kind).Distinct().Count() > 1) Assert.Fail($"Run {run}: both ways of {string.Join(' ', signed)}");
        }
    }
}
