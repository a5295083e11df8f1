using System.Globalization;
using NUnit.Framework;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Arbitration;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Arbitration;

/// <summary>Ways to find the one direction that goes: votes, a consensus, whoever is surest, whoever came first.</summary>
internal sealed class DirectionTests
{
    /// <summary>Wishes are name:direction:score:confidence:second; what goes are names.</summary>
    [TestCase(ConflictMethod.Voting, "a:+:1:0.5:0 b:+:1:0.5:0", "a b", TestName = "Voting: nobody disagrees")]
    [TestCase(ConflictMethod.Voting, "a:+:99:1:0 b:-:1:0.1:1 c:-:1:0.1:2", "b c", TestName = "Voting: two of three, whatever the scores")]
    [TestCase(ConflictMethod.Voting, "a:+:99:1:0 b:-:1:0.1:1", "", TestName = "Voting: of as many nobody")]
    [TestCase(ConflictMethod.Voting, "a:+:1:0.5:0 b:+:1:0.5:0 c:+:1:0.5:0 d:-:1:0.5:0 e:-:1:0.5:0", "a b c", TestName = "Voting: three of five")]
    [TestCase(ConflictMethod.Consensus, "a:+:1:0.5:0 b:+:1:0.5:0 c:-:1:0.5:0", "a b", TestName = "Consensus: two of three are above 0.66")]
    [TestCase(ConflictMethod.Consensus, "a:+:1:0.5:0 b:+:1:0.5:0 c:+:1:0.5:0 d:-:1:0.5:0 e:-:1:0.5:0", "", TestName = "Consensus: three of five are below it")]
    [TestCase(ConflictMethod.Consensus, "a:+:1:0.5:0 b:-:1:0.5:0 c:-:1:0.5:0 d:-:1:0.5:0", "b c d", TestName = "Consensus: the sellers")]
    [TestCase(ConflictMethod.Consensus, "a:-:1:0.5:0 b:-:1:0.5:0", "a b", TestName = "Consensus: nobody disagrees")]
    [TestCase(ConflictMethod.Confidence, "a:+:99:0.5:0 b:-:1:0.51:1 c:+:1:0.1:2", "b", TestName = "Confidence: the surest direction, whatever the scores")]
    [TestCase(ConflictMethod.Confidence, "a:+:1:0.9:0 b:-:1:0.8:0 c:+:1:0.1:0", "a c", TestName = "Confidence: with it all who agree")]
    [TestCase(ConflictMethod.Confidence, "a:+:1:0.5:0 b:-:2:0.5:1", "b", TestName = "Confidence: of equals the better score")]
    [TestCase(ConflictMethod.Confidence, "b:-:1:0.5:0 a:+:1:0.5:0", "a", TestName = "Confidence: of equals in all the first name")]
    [TestCase(ConflictMethod.First, "a:+:99:1:1 b:-:1:0.1:0.999", "b", TestName = "First: a millisecond earlier, whatever the scores")]
    [TestCase(ConflictMethod.First, "a:+:1:0.5:0 b:-:2:0.5:0 c:-:1:0.5:5", "b c", TestName = "First: of one moment the better score")]
    public void Resolve(ConflictMethod method, string wishes, string expected)
    {
        var entries = wishes.Split(' ').Select(static wish => Entry(wish.Split(':'))).ToArray();
        var verdicts = Conflicts.Resolve(new SignalPolicy { Conflicts = method }, entries, TestMarket.At(TestMarket.Btc), static _ => null);
        Assert.That(string.Join(' ', verdicts.Where(static verdict => verdict.Refusal is null).Select(static verdict => verdict.Entry.Signal.Strategy)), Is.EqualTo(expected));
        Assert.That(verdicts.Select(static verdict => verdict.Entry), Is.EqualTo(entries), "Each has its verdict, in the order they came, and no size is changed.");
        Assert.That(verdicts.Where(static verdict => verdict.Refusal is not null).Select(static verdict => verdict.Refusal!.Value.Rule), Is.All.EqualTo(RiskRule.SignalConflict));
    }

    /// <summary>Of four entries: a half is no majority, three quarters are three votes, all are four.</summary>
    [TestCase("0.5", 2, false), TestCase("0.5", 3, true), TestCase("0.75", 3, true), TestCase("0.76", 3, false), TestCase("1", 3, false)]
    public void Consensus_AtItsShareAndBeside(string share, int buyers, bool goes)
    {
        var entries = Enumerable.Range(0, 4).Select(i => SignalQueueTests.Entry($"s{i}", 1d, kind: i < buyers ? SignalKind.Buy : SignalKind.Sell)).ToArray();
        var policy = new SignalPolicy { Conflicts = ConflictMethod.Consensus, ConsensusFraction = decimal.Parse(share, CultureInfo.InvariantCulture) };
        var went = Conflicts.Resolve(policy, entries, TestMarket.At(TestMarket.Btc), static _ => null).Count(static verdict => verdict.Refusal is null);
        Assert.That(went, Is.EqualTo(goes ? buyers : 0));
    }

    [TestCase(ConflictMethod.Voting, 2, 1, "Of 3 strategies 2 want to buy BTC/USD and 1 to sell it; it takes 2.")]
    [TestCase(ConflictMethod.Confidence, 0.75, 0.25, "a wants to buy BTC/USD with a confidence of 0.75, this one has 0.25.")]
    [TestCase(ConflictMethod.First, 9, 30, "a wanted to buy BTC/USD first, at 2024-03-01T12:00:00.0000000+00:00.")]
    public void Refusal_SaysWhoGoesAndWhy(ConflictMethod method, decimal limit, decimal asked, string text)
    {
        WaitingEntry[] entries = [Entry(["a", "+", "9", "0.75", "0"]), Entry(["b", "+", "9", "0.5", "1"]), Entry(["c", "-", "30", "0.25", "2"])];
        var verdicts = Conflicts.Resolve(new SignalPolicy { Conflicts = method }, entries, TestMarket.At(TestMarket.Btc), static _ => null);
        Assert.That(verdicts[2].Refusal, Is.EqualTo(new RiskRefusal(RiskRule.SignalConflict, limit, asked, text)));
    }

    /// <summary>From the signals to what is sent.</summary>
    [Test]
    public void Desk_ByVotes_SendsTheMajority()
    {
        var specs = new[] { "alpha", "beta", "gamma" }.Select(static name => TestMarket.Spec(name, allowShort: true)).ToArray();
        var bench = AccountBench.Running(TestMarket.Setup(specs) with { Signals = new SignalPolicy { ConflictWindow = TimeSpan.FromSeconds(1), Conflicts = ConflictMethod.Voting } });
        bench.Signal(SignalKind.Buy, TestMarket.Eth, quantity: 3m);
        bench.Signal(SignalKind.Sell, TestMarket.Eth, "beta", quantity: 1m);
        bench.Signal(SignalKind.Sell, TestMarket.Eth, "gamma", quantity: 2m);
        bench.Clock(TimeSpan.FromSeconds(1));
        Assert.That(bench.Orders.Select(static order => (order.Intent.Strategy.Text, order.Intent.Terms.Quantity.Base)), Is.EquivalentTo(new[] { ("beta", 1m), ("gamma", 2m) }));
        Assert.That((bench.Refusals.Single().Rule, bench.Refusals.Single().Strategy.Text), Is.EqualTo((RiskRule.SignalConflict, "alpha")));
    }

    private static WaitingEntry Entry(string[] wish)
    {
        var entry = SignalQueueTests.Entry(wish[0], Number(wish[2]), kind: wish[1] == "+" ? SignalKind.Buy : SignalKind.Sell, at: Number(wish[4]));
        return entry with { Signal = entry.Signal with { Confidence = Number(wish[3]) } };
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
