using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Agents;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Agents;
using TradingDaemon.Engine.Books;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Engine.Routing;

namespace TradingDaemon.Tests.Agents;

/// <summary>What programs outside propose goes the way of every signal, once, and is never forgotten in silence.</summary>
[TestFixture]
internal sealed class AgentDeskTests
{
    private const string Symbol = "BTC/USD";

    private static AccountSetup Setup => TestMarket.Setup(TestMarket.Spec("desk") with { Kind = StrategySpec.ExternalKind, SlippageMaxFraction = 0.01m }, TestMarket.Spec());

    [Test]
    public void Take_ABuy_IsStoredBeforeTheOrderThatNamesIt()
    {
        var bench = AccountBench.Running(Setup);
        var verdict = Take(bench, Sent(bench, "n-000001") with { QuantityBase = 2m, StopQuote = 90m });
        Assert.That((verdict.Refusal, verdict.Text), Is.EqualTo(((AgentRefusal?)null, $"order {bench.LastOrder.ClientOrderId.Text}")));
        Assert.That((bench.LastOrder.Strategy.Text, bench.LastOrder.Side, bench.LastOrder.Terms.Quantity.Base, bench.LastOrder.Origin!.AgentSignal), Is.EqualTo(("desk", OrderSide.Buy, 2m, (long?)verdict.Number)));
        Assert.That(bench.LastOrder.Protection!.StopDistanceQuote, Is.GreaterThan(0m), "it says where its loss is cut");
        var taken = bench.Recorded.Single(static recorded => recorded.Fact is Fact.SignalTaken);
        Assert.That((taken.Sequence, taken.Sequence < verdict.Sequence), Is.EqualTo((verdict.Number, true)));
        bench.Fill(bench.LastOrder);
        var closed = Take(bench, Sent(bench, "n-000002") with { Kind = SignalKind.Close });
        Assert.That((bench.LastOrder.IsReduceOnly, bench.LastOrder.Origin!.AgentSignal), Is.EqualTo((true, (long?)closed.Number)));
    }

    [Test]
    public void Take_ANonceAgain_IsRefusedWithTheEarlierNumber_OverARestartToo()
    {
        var bench = AccountBench.Running(Setup);
        var sent = Sent(bench, "n-000001");
        var first = Take(bench, sent);
        Assert.That((Take(bench, sent).Refusal, Take(bench, sent).Number), Is.EqualTo(((AgentRefusal?)AgentRefusal.NonceReplayed, first.Number)));
        Assert.That(Take(bench, sent with { Agent = "other" }).Refusal, Is.Null, "another agent's nonce is another");
        Assert.That(bench.Recovered().Take(sent, bench.Now).Refusal, Is.EqualTo(AgentRefusal.NonceReplayed), "from the journal");
        Assert.That(new AccountEngine(Setup, bench.Engine.Capture()).Take(sent, bench.Now).Refusal, Is.EqualTo(AgentRefusal.NonceReplayed), "from a checkpoint");
    }

    [Test]
    public void Nonces_AreForgottenAfterADay_AndAreBounded()
    {
        var book = new AgentBook(new AccountState());
        var at = TestMarket.Start;
        Apply(book, 1, "a", at);
        Apply(book, 2, "b", at + AgentBook.RememberedFor - TimeSpan.FromTicks(1));
        Assert.That(book.Find("agent", "a"), Is.EqualTo(1L));
        Apply(book, 3, "c", at + AgentBook.RememberedFor);
        Assert.That((book.Find("agent", "a"), book.Find("agent", "b")), Is.EqualTo(((long?)null, (long?)2L)));
        for (var i = 0; i < AgentBook.RememberedMax - 2; i++) Apply(book, 4 + i, $"n{i}", at + AgentBook.RememberedFor);
        var newest = at + AgentBook.RememberedFor;
        Assert.That((book.Find("agent", "b"), book.IsFullFor(newest)), Is.EqualTo(((long?)2L, true)), "as many as are remembered, the oldest signed a moment before");
        Assert.That((book.IsFullFor(newest + AgentBook.NeededFor - TimeSpan.FromTicks(2)), book.IsFullFor(newest + AgentBook.NeededFor - TimeSpan.FromTicks(1))), Is.EqualTo((true, false)), "its own time refuses the oldest by then");
        Apply(book, 4 + AgentBook.RememberedMax, "z", newest + AgentBook.NeededFor);
        Assert.That((book.Find("agent", "b"), book.Find("agent", "c")), Is.EqualTo(((long?)null, (long?)3L)), "the oldest makes room");
    }

    [Test(Description = "Bug: a signal sent again with its nonce as the page says, eleven minutes later and after another agent's, was made a second time.")]
    public void Take_ANonceAgainAfterAnHour_IsTheSameSignal()
    {
        var bench = AccountBench.Running(Setup);
        var first = Take(bench, Sent(bench, "n-000001"));
        bench.Now += TimeSpan.FromHours(1);
        bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
        Take(bench, Sent(bench, "n-000002") with { Agent = "other" });
        var again = Take(bench, Sent(bench, "n-000001"));
        Assert.That((again.Refusal, again.Number), Is.EqualTo(((AgentRefusal?)AgentRefusal.NonceReplayed, first.Number)));
    }

    [Test(Description = "Bug: a sell of what is held under another name of the same thing was taken for an entry, and refused in a wide spread.")]
    public void Take_ASellOfWhatIsHeldUnderAnotherName_IsAnExit()
    {
        var bench = AccountBench.Running(Setup with { Routing = RoutingBench.Smart with { Fees = RoutingPolicy.Off.Fees } }, tethers: 10_000m);
        bench.Quote(TestMarket.BtcUsdt, 99.95m, 100.05m);
        bench.Signal(SignalKind.Buy, TestMarket.BtcUsdt, "desk", 2m);
        bench.Fill(bench.LastOrder);
        var held = bench.LastOrder.Symbol;
        var other = held.Text == Symbol ? TestMarket.BtcUsdt : TestMarket.Btc;
        foreach (var name in (int[])[TestMarket.Btc, TestMarket.BtcUsdt]) bench.Quote(name, 90m, 110m);
        var sold = Take(bench, Sent(bench, "n-000001") with { Symbol = TestMarket.SymbolOf(other), Kind = SignalKind.Sell });
        Assert.That((bench.LastOrder.IsReduceOnly, bench.LastOrder.Symbol, bench.LastOrder.Origin?.AgentSignal), Is.EqualTo((true, held, (long?)sold.Number)), sold.Text);
    }

    [TestCase("desk", "NO/SUCH", AgentRefusal.SymbolUnknown), TestCase("alpha", Symbol, AgentRefusal.StrategyNotAllowed)]
    public void Take_OfWhatDoesNotListen_IsRefusedAndStoresNothing(string strategy, string symbol, AgentRefusal refusal)
    {
        var bench = AccountBench.Running(Setup);
        var verdict = Take(bench, Sent(bench, "n-000001") with { Strategy = new StrategyId(strategy), Symbol = new Symbol(symbol) });
        Assert.That((verdict.Refusal, bench.Facts.OfType<Fact.SignalTaken>().Any()), Is.EqualTo(((AgentRefusal?)refusal, false)));
    }

    [TestCase(-0.01), TestCase(1.01), TestCase(double.NaN)]
    public void Take_AnImpossibleConfidence_IsMalformed(double confidence)
    {
        var bench = AccountBench.Running(Setup);
        Assert.That(Take(bench, Sent(bench, "n-000001") with { Confidence = confidence }).Refusal, Is.EqualTo(AgentRefusal.Malformed));
        Assert.That(Take(bench, Sent(bench, "n-000001") with { QuantityBase = 0m }).Refusal, Is.EqualTo(AgentRefusal.Malformed));
    }

    [Test(Description = "Bug: a size with too many digits overflowed in the engine's arithmetic.")]
    public void Take_NumbersBeyondAllMeasure_AreMalformed_AndTheLargestAreRefusedByARule()
    {
        const decimal Most = 1e15m;
        var bench = AccountBench.Running(Setup);
        var sent = Sent(bench, "n-000001");
        foreach (var beyond in new[] { sent with { QuantityBase = Most + 1m }, sent with { StopQuote = Most + 1m }, sent with { TargetQuote = decimal.MaxValue } })
            Assert.That(Take(bench, beyond).Refusal, Is.EqualTo(AgentRefusal.Malformed));
        Assert.That(Take(bench, sent with { QuantityBase = Most, TargetQuote = Most }).Text, Does.StartWith("refused by "));
    }

    [Test(Description = "Bug: one that waited and was sent again was replaced without a word, and stayed undecided for ever.")]
    public void Take_TheSameAnewWhileOneWaits_RefusesTheOlderByName()
    {
        var bench = AccountBench.Running(Setup with { Signals = new SignalPolicy { ConflictWindow = TimeSpan.FromSeconds(2) } });
        var older = Take(bench, Sent(bench, "n-000001"));
        var newer = Take(bench, Sent(bench, "n-000002"));
        var refused = bench.Refusals.Single();
        Assert.That((refused.Origin!.AgentSignal, refused.Rule, refused.Detail), Is.EqualTo(((long?)older.Number, RiskRule.SignalConflict, "desk wants it anew by now.")));
        Assert.That(bench.Engine.Account.Books.Agents.Open.Select(static open => open.Number), Is.EqualTo(new[] { newer.Number }));
    }

    [Test]
    public void Take_WhatARuleRefuses_IsStoredEachTime_HoweverOften()
    {
        var bench = AccountBench.Running(Setup);
        string[] numbers = [.. Enumerable.Range(0, 3).Select(i => Take(bench, Sent(bench, $"n-00000{i}") with { Kind = SignalKind.Close })).Select(static verdict => $"{verdict.Number} {verdict.Text.Split(':')[0]}")];
        Assert.That(bench.Refusals.Select(static refused => $"{refused.Origin!.AgentSignal} refused by {refused.Rule}"), Is.EqualTo(numbers));
        Assert.That(bench.Refusals.All(static refused => refused.Rule == RiskRule.NothingToClose), Is.True);
    }

    [Test]
    public void Take_ForAStrategyTheTierDoesNotLoad_IsRefusedByName()
    {
        var bench = AccountBench.Running(Setup);
        Assert.That(Take(bench, Sent(bench, "n-000001") with { Strategy = new StrategyId("elsewhere") }).Text, Does.StartWith("refused by StrategyEnabled"));
    }

    [Test]
    public void Boot_WithOneThatWaited_RefusesItByName_Once()
    {
        var setup = Setup with { Signals = new SignalPolicy { ConflictWindow = TimeSpan.FromSeconds(2) } };
        var bench = AccountBench.Running(setup);
        var verdict = Take(bench, Sent(bench, "n-000001"));
        Assert.That((verdict.Text, bench.Orders.Count), Is.EqualTo(("it waits to be decided", 0)));
        foreach (var restarted in new[] { bench.Recovered(), new AccountEngine(setup, bench.Engine.Capture()) })
        {
            restarted.Boot(8, 2, "test", bench.Now);
            var refused = restarted.TakeBatch()!.Facts.Select(static recorded => recorded.Fact).OfType<Fact.SignalRefused>().Single();
            Assert.That((refused.Origin!.AgentSignal, refused.Detail), Is.EqualTo(((long?)verdict.Number, "The daemon ended before it was decided.")));
            restarted.Boot(9, 3, "test", bench.Now);
            Assert.That(restarted.TakeBatch()!.Facts.Any(static recorded => recorded.Fact is Fact.SignalRefused), Is.False);
        }

        bench.Now += TimeSpan.FromSeconds(3);
        bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
        bench.Clock();
        Assert.That(bench.LastOrder.Origin!.AgentSignal, Is.EqualTo(verdict.Number), "where nobody dies it is decided");
    }

    private static AgentSignal Sent(AccountBench bench, string nonce) => new("agent", nonce, bench.Now, new StrategyId("desk"), new Symbol(Symbol), SignalKind.Buy, 0.8d, "The spread is wide.");

    private static AgentVerdict Take(AccountBench bench, AgentSignal sent)
    {
        var verdict = bench.Engine.Take(sent, bench.Now);
        bench.Clock();
        return verdict;
    }

    private static void Apply(AgentBook book, long sequence, string nonce, DateTimeOffset sentAt) =>
        book.Apply(new RecordedFact(sequence, sentAt, new Fact.SignalTaken(new AgentSignal("agent", nonce, sentAt, new StrategyId("desk"), new Symbol(Symbol), SignalKind.Buy, 1d, "r"))));
}
