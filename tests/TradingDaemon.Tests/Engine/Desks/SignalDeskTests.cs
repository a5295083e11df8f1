using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Desks;

/// <summary>What becomes of a signal: the order it leads to or the row that says why not.</summary>
public sealed class SignalDeskTests
{
    /// <summary>Every kind against every position, where shorting is allowed and where not. ETH may be shorted, BTC not.</summary>
    [TestCase(SignalKind.Buy, 0, true, "Buy entry")]
    [TestCase(SignalKind.Buy, 0, false, "Buy entry")]
    [TestCase(SignalKind.Buy, 1, false, "Buy entry")]
    [TestCase(SignalKind.Buy, -1, true, "Buy exit")]
    [TestCase(SignalKind.Sell, 0, true, "Sell entry")]
    [TestCase(SignalKind.Sell, 0, false, "ShortNotAllowed")]
    [TestCase(SignalKind.Sell, 1, true, "Sell exit")]
    [TestCase(SignalKind.Sell, 1, false, "Sell exit")]
    [TestCase(SignalKind.Sell, -1, true, "Sell entry")]
    [TestCase(SignalKind.Close, 0, true, "NothingToClose")]
    [TestCase(SignalKind.Close, 1, false, "Sell exit")]
    [TestCase(SignalKind.Close, -1, true, "Buy exit")]
    [TestCase(SignalKind.CloseAll, 0, true, "")]
    [TestCase(SignalKind.CloseAll, 1, false, "Sell exit")]
    [TestCase(SignalKind.CloseAll, -1, true, "Buy exit")]
    [TestCase(SignalKind.Hold, 0, true, "")]
    [TestCase(SignalKind.Hold, 1, true, "")]
    [TestCase(SignalKind.Wait, 0, true, "SlippageMax")]
    [TestCase(SignalKind.Wait, 1, true, "SlippageMax")]
    public void Take_AKindAtAPosition_LeadsTo(SignalKind kind, int position, bool mayShort, string expected)
    {
        var instrument = mayShort ? TestMarket.Eth : TestMarket.Btc;
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec(allowShort: mayShort)));
        if (position != 0) bench.Trade(position > 0 ? SignalKind.Buy : SignalKind.Sell, instrument, quantity: 7m);
        var before = bench.Orders.Count;
        bench.Signal(kind, instrument);
        var outcome = bench.Orders.Count > before ? $"{bench.LastOrder.Side} {(bench.LastOrder.IsReduceOnly ? "exit" : "entry")}" : $"{bench.Refusals.LastOrDefault()?.Rule}";
        Assert.That(outcome, Is.EqualTo(expected));
        if (bench.Orders.Count > before && bench.LastOrder.IsReduceOnly) Assert.That(bench.LastOrder.Terms.Quantity.Base, Is.EqualTo(7m), "An exit is of the whole position.");
        if (expected.EndsWith("entry", StringComparison.Ordinal)) Assert.That(bench.LastOrder.Terms.Quantity.Base * bench.LastOrder.DecisionBid, Is.LessThanOrEqualTo(5_000m), "5 % of equity.");
    }

    [Test]
    public void Take_AnEntry_IsAnIntentThatExplainsItself()
    {
        var bench = AccountBench.Running(TestMarket.Setup() with { Uid = "u1", Tenant = "t1" });
        bench.Signal(SignalKind.Buy, quantity: 1.2345m);
        var intent = bench.LastOrder;
        Assert.That(intent, Is.EqualTo(new OrderIntent
        {
            ClientOrderId = ClientOrderId.From(AccountBench.Alpha, 1, 7), Strategy = AccountBench.Alpha, Symbol = new Symbol("BTC/USD"), Venue = "simulated", Side = OrderSide.Buy,
            Terms = new OrderTerms.Market(TradingDaemon.Domain.Measures.Quantity.From(1.234m)), IsReduceOnly = false, Reason = "Because.", DecisionBid = 99.95m, DecisionAsk = 100.05m,
            DecidedAt = bench.Now, Uid = "u1", Tenant = "t1", Origin = SignalOrigin.Of(bench.SignalOf(SignalKind.Buy, quantity: 1.2345m), TestMarket.Spec().SlippageMaxFraction),
        }));
        Assert.That(bench.Facts.Last(), Is.EqualTo(new Fact.OrderIntended(intent)));
    }

    [Test]
    public void Take_OneSignalAfterAnother_CountsIntentsOnAcrossStrategies()
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec(), TestMarket.Spec("beta")));
        bench.Signal(SignalKind.Buy);
        bench.Signal(SignalKind.Buy);
        bench.Signal(SignalKind.Buy, strategy: "beta");
        bench.Signal(SignalKind.Buy, TestMarket.Ibm);
        Assert.That(bench.Orders.Select(static order => order.Intent.ClientOrderId), Is.EqualTo(new[]
        {
            ClientOrderId.From(AccountBench.Alpha, 1, 7), ClientOrderId.From(new StrategyId("beta"), 2, 7), ClientOrderId.From(AccountBench.Alpha, 3, 7),
        }), "A refused one uses no number.");
        Assert.That(bench.Refusals.Single().Rule, Is.EqualTo(RiskRule.DuplicateInFlight));
    }

    [Test]
    public void Take_WhileAnOutcomeOnTheInstrumentIsUnknown_RefusesEveryEntryThereAndLetsExitsPass()
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec(), TestMarket.Spec("beta"), TestMarket.Spec("gamma")));
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 3m);
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, strategy: "beta");
        var lost = bench.LastOrder.ClientOrderId;
        bench.Report(new VenueEvent.OutcomeUnknown(lost, "lost", bench.Now));
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, strategy: "gamma");
        bench.Signal(SignalKind.Buy, TestMarket.Btc, strategy: "gamma");
        bench.Signal(SignalKind.Close, TestMarket.Ibm);
        Assert.That(bench.Refusals.Select(static refusal => (refusal.Rule, refusal.Strategy.Text)), Is.EqualTo(new[] { (RiskRule.OutcomeUnknown, "gamma") }));
        Assert.That((bench.Orders[^2].Intent.Symbol.Text, bench.LastOrder.IsReduceOnly), Is.EqualTo(("BTC/USD", true)), "Another instrument trades on, and an exit passes.");
        bench.Report(new VenueEvent.ProvenAbsent(lost, "not there", bench.Now));
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, strategy: "gamma");
        Assert.That(bench.LastOrder.Strategy.Text, Is.EqualTo("gamma"), "The venue has answered.");
    }

    [Test]
    public void Take_ATimestamp_TravelsWithTheOrder()
    {
        var bench = AccountBench.Running();
        bench.Signal(bench.SignalOf(SignalKind.Buy) with { TickReceivedTimestamp = 42 });
        Assert.That(bench.Orders.Single().TickReceivedTimestamp, Is.EqualTo(42));
    }

    [TestCase(OrderStyle.Market, false)]
    [TestCase(OrderStyle.ImmediateOrCancel, false)]
    [TestCase(OrderStyle.FillOrKill, false)]
    [TestCase(OrderStyle.Limit, true)]
    [TestCase(OrderStyle.PostOnly, true)]
    public void Take_AStyleThatMayRest_HasAnAgeLimit(OrderStyle style, bool rests)
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec(style: style) with { OrderAgeMax = TimeSpan.FromSeconds(12) }));
        bench.Signal(SignalKind.Buy);
        Assert.That(bench.LastOrder.CancelAt, Is.EqualTo(rests ? bench.Now.AddSeconds(12) : (DateTimeOffset?)null));
    }

    /// <summary>Bug: an exit of a strategy whose entries are to be filled whole or not at all was one too, and sold nothing where less was bid for.</summary>
    [Test]
    public void Take_AnExitOfAStrategyThatFillsOrKills_TakesAPartRatherThanNone()
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec(style: OrderStyle.FillOrKill)));
        bench.Trade(SignalKind.Buy, quantity: 3m);
        Assert.That(((OrderTerms.Limit)bench.LastOrder.Terms).TimeInForce, Is.EqualTo(TimeInForce.FillOrKill));
        bench.Signal(SignalKind.Close);
        Assert.That((bench.LastOrder.IsReduceOnly, ((OrderTerms.Limit)bench.LastOrder.Terms).TimeInForce), Is.EqualTo((true, TimeInForce.ImmediateOrCancel)));
    }

    [TestCase(double.NaN, false)]
    [TestCase(2, false)]
    [TestCase(-0.001, false)]
    [TestCase(double.PositiveInfinity, false)]
    [TestCase(0, true)]
    [TestCase(1, true)]
    public void Take_AConfidence_MustBeBetweenZeroAndOne(double confidence, bool passes)
    {
        var bench = AccountBench.Running();
        bench.Signal(bench.SignalOf(SignalKind.Buy) with { Confidence = confidence });
        AssertOutcome(bench, passes, RiskRule.SignalValid);
    }

    [Test]
    public void Take_AtItsExpiry_IsWorthlessAndATickBeforeNot()
    {
        var bench = AccountBench.Running();
        bench.Signal(bench.SignalOf(SignalKind.Buy) with { ExpiresAt = bench.Now });
        AssertOutcome(bench, passes: false, RiskRule.SignalValid);
        bench.Signal(bench.SignalOf(SignalKind.Buy) with { ExpiresAt = bench.Now.AddTicks(1) });
        Assert.That(bench.Orders, Has.Count.EqualTo(1));
    }

    [Test]
    public void Take_AStrategyNotLoadedOrSwitchedOff_EntersNothing()
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec() with { Enabled = false }));
        bench.Signal(SignalKind.Buy);
        bench.Signal(SignalKind.Buy, strategy: "ghost");
        Assert.That(bench.Refusals.Select(static refusal => (refusal.Strategy.Text, refusal.Rule)), Is.EqualTo(new[] { ("alpha", RiskRule.StrategyEnabled), ("ghost", RiskRule.StrategyEnabled) }));
    }

    /// <summary>Bug: asset classes and switched-off symbols were enforced where signals are made, but not at the gate every order passes.</summary>
    [Test]
    public void Take_AnInstrumentItsStrategyMayNotTrade_EntersNothing()
    {
        var bench = AccountBench.Running(TestMarket.Setup(
            TestMarket.Spec("classes") with { AssetClasses = [AssetClass.Equity] }, TestMarket.Spec("disabled") with { DisabledSymbols = ["BTC/USD"] },
            TestMarket.Spec("named") with { Symbols = ["IBM"] }));
        foreach (var strategy in new[] { "classes", "disabled", "named" }) bench.Signal(SignalKind.Buy, TestMarket.Btc, strategy, 1m);
        Assert.That(bench.Refusals.Select(static refusal => refusal.Rule), Is.EqualTo(Enumerable.Repeat(RiskRule.StrategyEnabled, 3)));
        foreach (var strategy in new[] { "classes", "disabled", "named" }) bench.Signal(SignalKind.Buy, TestMarket.Ibm, strategy, 1m);
        Assert.That(bench.Orders, Has.Count.EqualTo(3));
    }

    [Test]
    public void Take_FromAStrategyInEachCondition_EntersOnlyWhenStartingOrRunning([Values] StrategyCondition condition)
    {
        var bench = AccountBench.Running();
        bench.Command(new Command.StrategyChanged(AccountBench.Alpha, condition, "test"));
        bench.Signal(SignalKind.Buy);
        AssertOutcome(bench, condition is StrategyCondition.Running or StrategyCondition.Starting, RiskRule.StrategyEnabled);
    }

    /// <summary>Bug: a sale out of a long was refused as if it were an entry when its strategy had just been disabled; only Close passed.</summary>
    [Test]
    public void Take_AnExitOfADisabledStrategy_PassesWhateverItIsCalled([Values(SignalKind.Sell, SignalKind.Close, SignalKind.CloseAll)] SignalKind kind)
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy);
        bench.Command(new Command.StrategyChanged(AccountBench.Alpha, StrategyCondition.Disabled, "faults"));
        bench.Signal(kind);
        Assert.That((bench.LastOrder.Side, bench.LastOrder.IsReduceOnly, bench.Refusals.Any()), Is.EqualTo((OrderSide.Sell, true, false)));
    }

    [Test]
    public void Take_CloseAll_ClosesEveryPositionOfThatStrategyOnly()
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec(allowShort: true), TestMarket.Spec("beta")));
        bench.Trade(SignalKind.Buy, TestMarket.Btc, quantity: 3m);
        bench.Trade(SignalKind.Sell, TestMarket.Eth, quantity: 5m);
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, "beta", quantity: 2m);
        bench.Orders.Clear();
        bench.Signal(SignalKind.CloseAll, TestMarket.Ibm);
        Assert.That(bench.Orders.Select(static order => (order.Intent.Symbol.Text, order.Intent.Side, order.Intent.Terms.Quantity.Base, order.Intent.IsReduceOnly)),
            Is.EqualTo(new[] { ("BTC/USD", OrderSide.Sell, 3m, true), ("ETH/USD", OrderSide.Buy, 5m, true) }));
    }

    [Test]
    public void Take_WithoutAQuoteOrOnAnOldOne_IsRefusedForEntryAndExit()
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy);
        bench.Signal(SignalKind.Buy, TestMarket.Sap);
        Assert.That(bench.Refusals.Last().Rule, Is.EqualTo(RiskRule.QuoteFresh));
        bench.Now += TimeSpan.FromSeconds(2);
        bench.Signal(SignalKind.Sell);
        Assert.That(bench.LastOrder.IsReduceOnly, Is.True, "two seconds old is fresh enough");
        bench.Fill(bench.LastOrder, 1m);
        bench.Report(new TradingDaemon.Domain.Ports.VenueEvent.CancelDone(bench.LastOrder.ClientOrderId, "rest", bench.Now));
        bench.Now += TimeSpan.FromTicks(1);
        bench.Signal(SignalKind.Sell);
        bench.Signal(SignalKind.Buy, TestMarket.Ibm);
        Assert.That(bench.Refusals.TakeLast(2).Select(static refusal => (refusal.Rule, refusal.Asked)), Is.EqualTo(new[] { (RiskRule.QuoteFresh, 2.0000001m), (RiskRule.QuoteFresh, 2.0000001m) }));
    }

    [Test]
    public void Take_AWideSpread_StopsEntriesAndNoExits()
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy);
        bench.Quote(TestMarket.Btc, 90m, 110m);
        bench.Signal(SignalKind.Buy);
        Assert.That((bench.Refusals.Single().Rule, bench.Refusals.Single().Limit, bench.Refusals.Single().Asked), Is.EqualTo((RiskRule.SpreadGate, 0.002m, 0.2m)));
        bench.Signal(SignalKind.Sell);
        Assert.That(bench.LastOrder.IsReduceOnly, Is.True);
    }

    [Test]
    public void Take_ASizeOfNoLots_IsRefusedWithTheLot()
    {
        var bench = AccountBench.Running();
        foreach (var wanted in new[] { 0.0009m, 0m, -5m })
        {
            bench.Now += TimeSpan.FromSeconds(1);
            bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
            bench.Signal(SignalKind.Buy, quantity: wanted);
            Assert.That((bench.Refusals.Last().Rule, bench.Refusals.Last().Limit), Is.EqualTo((RiskRule.LotSize, 0.001m)), $"{wanted}");
        }

        Assert.That(bench.Orders, Is.Empty);
    }

    [Test]
    public void Take_WhatCannotBeValued_IsRefusedByItsOwnRule()
    {
        var bench = AccountBench.Running();
        bench.Quote(TestMarket.NoRate, 5m, 5m);
        bench.Signal(SignalKind.Buy, TestMarket.NoRate);
        Assert.That(bench.Refusals.Last().Rule, Is.EqualTo(RiskRule.CurrencyConversion));
        bench.Trade(SignalKind.Buy);
        bench.Report(new TradingDaemon.Domain.Ports.VenueEvent.Executed(bench.FillOf(bench.LastOrder with { ClientOrderId = new ClientOrderId("theirs"), Symbol = TestMarket.SymbolOf(TestMarket.Halted) }, 1m, 5m)));
        bench.Signal(SignalKind.Buy);
        Assert.That((bench.Engine.Account.Equity(), bench.Refusals.Last().Rule), Is.EqualTo(((decimal?)null, RiskRule.EquityKnown)));
        Assert.That(bench.Refusals.Last().Detail, Is.EqualTo("Equity cannot be valued: HALT, held at simulated, has no quote yet."));
        bench.Signal(SignalKind.Close);
        Assert.That(bench.LastOrder.IsReduceOnly, Is.True, "An exit needs no equity.");
    }

    [Test]
    public void Take_TheSameRefusalAgain_IsStoredOnceASecond()
    {
        var bench = AccountBench.Running();
        for (var i = 0; i < 100; i++) bench.Signal(SignalKind.Close);
        bench.Now += TimeSpan.FromSeconds(1);
        bench.Signal(SignalKind.Close);
        Assert.That((bench.Refusals.Count(), bench.Engine.Account.Refusals.Suppressed), Is.EqualTo((2, 99L)));
        Assert.That(bench.Refusals.Last().Detail, Does.Contain("99 more like it"));
    }

    private static void AssertOutcome(AccountBench bench, bool passes, RiskRule rule)
    {
        Assert.That(bench.Orders, Has.Count.EqualTo(passes ? 1 : 0));
        Assert.That(bench.Refusals.Select(static refusal => refusal.Rule), Is.EqualTo(passes ? [] : new[] { rule }));
    }
}
