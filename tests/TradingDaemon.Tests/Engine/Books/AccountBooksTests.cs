using System.Collections.Immutable;
using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Books;

/// <summary>What each kind of fact makes so, and nothing else.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class AccountBooksTests
{
    private static readonly StrategyId Alpha = new("alpha");
    private readonly AccountBooks _books = new(TestMarket.Catalog, new AccountState());

    [Test]
    public void Apply_AGapOrARepetition_IsRefusedAndChangesNothing()
    {
        Apply(new Fact.CashMoved("USD", 5m, "in"));
        foreach (var sequence in new long[] { 0, 1, 3 })
            Assert.That(() => _books.Apply(new RecordedFact(sequence, TestMarket.Start, new Fact.CashMoved("USD", 1m, "in"))), Throws.TypeOf<InvalidDataException>(), $"{sequence}");
        Assert.That((_books.Sequence, _books.Cash.Total["USD"]), Is.EqualTo((1L, 5m)));
    }

    [Test]
    public void Apply_EpochAndTierAndDay_AreRemembered()
    {
        Apply(new Fact.EpochStarted(9, 2, "1.0"), new Fact.TierEntered("hunter", null, 2_000m), new Fact.DayOpened(new DateOnly(2024, 3, 1), 1_999m));
        Assert.That((_books.Epoch, _books.Tier, _books.Day.Date, _books.Day.OpenedAtAccount), Is.EqualTo((9, "hunter", (DateOnly?)new DateOnly(2024, 3, 1), (decimal?)1_999m)));
    }

    [Test]
    public void Apply_StateChanged_EntersItWithItsReason()
    {
        Assert.That((_books.State, _books.StateReason), Is.EqualTo((EngineState.Starting, (string?)null)));
        Apply(Entered(EngineState.Running, "go"));
        Assert.That((_books.State, _books.StateReason), Is.EqualTo((EngineState.Running, "go")));
    }

    /// <summary>Bug: a daemon that was stopped in order while faulted, or killed while reconciling, forgot its fault and traded again.</summary>
    [Test]
    public void IsFaulted_ThroughStopAndRestart_StaysUntilSomebodyLetsItRun()
    {
        Apply(Entered(EngineState.Faulted), Entered(EngineState.Stopping), Entered(EngineState.Stopped), Entered(EngineState.Reconciling));
        var restarted = new AccountBooks(TestMarket.Catalog, _books.Capture());
        Assert.That((_books.IsFaulted, restarted.IsFaulted), Is.EqualTo((true, true)));
        Apply(Entered(EngineState.Running));
        Assert.That(_books.IsFaulted, Is.False);
    }

    [Test]
    public void Apply_CashMoved_AddsUpByCurrencyAndFunds()
    {
        Assert.That(_books.IsFunded, Is.False);
        Apply(new Fact.CashMoved("USD", 100m, "in"), new Fact.CashMoved("EUR", 7m, "in"), new Fact.CashMoved("USD", -30m, "out"));
        Assert.That((_books.Cash.Total["USD"], _books.Cash.Total["EUR"], _books.IsFunded), Is.EqualTo((70m, 7m, true)));
    }

    [Test]
    public void Apply_StrategyMoved_KeepsWhatIsNotSimplyRunning()
    {
        Apply(new Fact.StrategyMoved(Alpha, StrategyCondition.Disabled, "faults"));
        Assert.That(_books.Conditions, Is.EqualTo(new Dictionary<string, StrategyCondition> { ["alpha"] = StrategyCondition.Disabled }));
        Apply(new Fact.StrategyMoved(Alpha, StrategyCondition.Running, "again"));
        Assert.That(_books.Conditions, Is.Empty);
    }

    [Test]
    public void Apply_RefusalsAndBreaks_OnlyCount()
    {
        Apply(new Fact.CashMoved("USD", 100m, "in"));
        var before = AccountBench.Canonical(_books.Capture() with { Sequence = 0 });
        Apply(new Fact.SignalRefused(Alpha, new Symbol("IBM"), SignalKind.Buy, RiskRule.DailyLossMax, 1m, 2m, "no"), new Fact.BreakFound("v", "cash", "1", "2", "flagged"));
        Assert.That((AccountBench.Canonical(_books.Capture() with { Sequence = 0 }), _books.Sequence), Is.EqualTo((before, 3L)));
    }

    [Test]
    public void Apply_OrderIntendedAndMoved_IsOpenUntilItEnds()
    {
        var intent = Intent(OrderSide.Buy, 10m);
        Apply(new Fact.OrderIntended(intent));
        Assert.That((_books.IntentSequence, _books.Orders.Open.Single().Status), Is.EqualTo((1L, OrderStatus.PendingAck)));
        Apply(new Fact.OrderMoved(intent.ClientOrderId, OrderEventKind.Acknowledged, OrderStatus.Open, "V1", null));
        Apply(new Fact.OrderMoved(intent.ClientOrderId, OrderEventKind.CancelRequested, OrderStatus.CancelPending, null, "why"));
        Assert.That((_books.Orders.Open.Single().Status, _books.Orders.Open.Single().VenueOrderId), Is.EqualTo((OrderStatus.CancelPending, "V1")), "A later report without an id keeps the one known.");
        Apply(new Fact.OrderMoved(intent.ClientOrderId, OrderEventKind.CancelConfirmed, OrderStatus.Cancelled, null, null));
        Assert.That((_books.Orders.Open.Count, _books.Orders.Ended.Single().Status), Is.EqualTo((0, OrderStatus.Cancelled)));
    }

    [Test]
    public void Apply_AMoveOfAnOrderNeverIntended_IsDamage() =>
        Assert.That(() => Apply(new Fact.OrderMoved(new ClientOrderId("x"), OrderEventKind.Acknowledged, OrderStatus.Open, null, null)), Throws.TypeOf<InvalidDataException>());

    /// <summary>The fee is booked as the venue said it, in the currency it said.</summary>
    [TestCase("USD", -1_001.5, 0, 10, 1.5, TestName = "Apply_FeeInQuote_TakesCash")]
    [TestCase("IBM", -1_000, 0, 8.5, 150, TestName = "Apply_FeeInBase_ShrinksTheHolding")]
    [TestCase("BNB", -1_000, -1.5, 10, 0, TestName = "Apply_FeeInAThirdCurrency_TakesThatCurrency")]
    public void Apply_AFee(string currency, decimal usd, decimal third, decimal net, decimal feesQuote)
    {
        Fill(OrderSide.Buy, 10m, 100m, 1.5m, currency);
        var book = _books.Positions.All.Single();
        Assert.That((_books.Cash.Total["USD"], _books.Cash.Total.GetValueOrDefault("BNB"), book.NetBase, book.FeesQuote), Is.EqualTo((usd, third, net, feesQuote)));
        Assert.That(usd + (net * 100m), Is.EqualTo(book.RealizedQuote + book.UnrealizedQuote(100m)), "Cash and value are what was earned.");
    }

    /// <summary>A buy whose fee came off the coins is sold whole, to the last lot.</summary>
    [Test]
    public void Apply_FeeInBaseThenFullExit_LeavesNothing()
    {
        Fill(OrderSide.Buy, 1m, 100m, 0.002m, "BTC", TestMarket.Btc);
        var net = _books.Positions.NetBase(new InstrumentId(TestMarket.Btc));
        Assert.That(TestMarket.At(TestMarket.Btc).FloorToLot(net), Is.EqualTo(0.998m));
        Fill(OrderSide.Sell, 0.998m, 110m, 0.2m, "USD", TestMarket.Btc, sequence: 2);
        Assert.That((_books.Positions.NetBase(new InstrumentId(TestMarket.Btc)), _books.Cash.Total["USD"], _books.Positions.All.Single().RealizedQuote), Is.EqualTo((0m, 9.58m, 9.58m)));
    }

    [Test]
    public void Apply_FillOfAnOption_MovesCashByTheMultiplier()
    {
        Fill(OrderSide.Sell, 2m, 3.5m, 1.3m, "USD", TestMarket.Call);
        Assert.That((_books.Cash.Total["USD"], _books.Positions.All.Single().NetBase), Is.EqualTo((698.7m, -2m)));
    }

    [Test]
    public void Apply_FillOfOurOrder_AddsUpAndTakesTheStatusOfTheFact()
    {
        var intent = Intent(OrderSide.Buy, 10m);
        Apply(new Fact.OrderIntended(intent));
        Fill(OrderSide.Buy, 4m, 100m, 0m, "USD", sequence: 1, id: intent.ClientOrderId, status: OrderStatus.PartiallyFilled);
        Fill(OrderSide.Buy, 6m, 105m, 0m, "USD", sequence: 2, id: intent.ClientOrderId, status: OrderStatus.Filled);
        var order = _books.Orders.Ended.Single();
        Assert.That((order.Status, order.FilledBase, order.FilledNotionalQuote, order.RemainingBase, order.AveragePriceQuote), Is.EqualTo((OrderStatus.Filled, 10m, 1_030m, 0m, (decimal?)103m)));
        Assert.That((_books.Fills.CursorOf("simulated"), _books.Fills.Has("simulated", 2), _books.Fills.Has("simulated", 3), _books.Fills.Has("other", 1), _books.Fills.CursorOf("other")),
            Is.EqualTo((2L, true, false, false, 0L)));
    }

    [Test]
    public void Apply_AFillOfAnInstrumentNoLongerConfigured_IsRefusedByName()
    {
        var fill = FillOf(OrderSide.Buy, 1m, 1m, 0m, "USD", new Symbol("GONE"), 1, new ClientOrderId("x"));
        Assert.That(() => Apply(new Fact.FillBooked(fill, Alpha, OrderStatus.Filled)), Throws.TypeOf<InvalidDataException>().With.Message.Contains("GONE"));
        Assert.That(_books.Cash.Total, Is.Empty);
    }

    /// <summary>Bug: nothing but the desk stood between a fill and being booked twice; now the books themselves refuse.</summary>
    [Test]
    public void Apply_TheSameExecutionTwice_IsDamageAndBooksNothing()
    {
        Fill(OrderSide.Buy, 10m, 100m, 0m, "USD");
        Assert.That(() => Fill(OrderSide.Buy, 10m, 100m, 0m, "USD"), Throws.TypeOf<InvalidDataException>());
        Assert.That((_books.Cash.Total["USD"], _books.Positions.All.Single().NetBase), Is.EqualTo((-1_000m, 10m)));
    }

    /// <summary>Bug: a checkpoint sorted positions, so a recovered engine closed them in another order than the one that ran on.</summary>
    [Test]
    public void Capture_AndBack_KeepsEverythingAndTheOrderOfPositions()
    {
        Apply(new Fact.EpochStarted(3, 1, "1.0"), new Fact.CashMoved("USD", 5_000m, "in"), new Fact.StrategyMoved(Alpha, StrategyCondition.Paused, "off"), Entered(EngineState.Running));
        Fill(OrderSide.Buy, 3m, 100m, 1m, "USD", TestMarket.Ibm, sequence: 1);
        Fill(OrderSide.Buy, 1m, 100m, 1m, "EUR", TestMarket.Btc, sequence: 7);
        var (first, second) = (Intent(OrderSide.Buy, 10m), Intent(OrderSide.Sell, 2m));
        Apply(new Fact.OrderIntended(first), new Fact.OrderIntended(second), new Fact.OrderMoved(second.ClientOrderId, OrderEventKind.RejectedByVenue, OrderStatus.Rejected, null, null));
        var state = _books.Capture();
        var restored = new AccountBooks(TestMarket.Catalog, state);
        Assert.Multiple(() =>
        {
            Assert.That(AccountBench.Canonical(restored.Capture()), Is.EqualTo(AccountBench.Canonical(state)));
            Assert.That(restored.Positions.All.Select(static book => book.Key.Symbol.Text), Is.EqualTo(new[] { "IBM", "BTC/USD" }));
            Assert.That((restored.Fills.Has("simulated", 7), restored.Fills.Has("simulated", 2), restored.Fills.CursorOf("simulated")), Is.EqualTo((true, false, 1L)));
            Assert.That(state.FillsAboveCursor["simulated"], Is.EqualTo(ImmutableSortedSet.Create(7L)));
            Assert.That(restored.Positions.NetBase(new InstrumentId(TestMarket.Ibm)), Is.EqualTo(3m));
        });
    }

    private static Fact.StateChanged Entered(EngineState to, string reason = "because") => new(EngineState.Starting, to, reason);

    private static Fill FillOf(OrderSide side, decimal quantity, decimal price, decimal fee, string currency, Symbol symbol, long sequence, ClientOrderId id) => new()
    {
        ExecutionId = $"x{sequence}", ExecutionSequence = sequence, ClientOrderId = id, Venue = "simulated", Symbol = symbol, Side = side, Price = Price.From(price),
        Quantity = Quantity.From(quantity), Fee = new Money(fee, new Currency(currency)), Liquidity = Liquidity.Taker, At = TestMarket.Start, IsSimulated = true,
    };

    private OrderIntent Intent(OrderSide side, decimal quantity) => new()
    {
        ClientOrderId = ClientOrderId.From(Alpha, _books.IntentSequence + 1 + (side == OrderSide.Sell ? 1 : 0), 1), Strategy = Alpha, Symbol = TestMarket.SymbolOf(TestMarket.Ibm), Venue = "simulated",
        Side = side, Terms = new OrderTerms.Market(Quantity.From(quantity)), IsReduceOnly = false, Reason = "Because.", DecisionBid = 99m, DecisionAsk = 101m, DecidedAt = TestMarket.Start,
    };

    private void Fill(
        OrderSide side, decimal quantity, decimal price, decimal fee, string currency, int instrument = TestMarket.Ibm, long sequence = 1, ClientOrderId? id = null,
        OrderStatus status = OrderStatus.Filled) =>
        Apply(new Fact.FillBooked(FillOf(side, quantity, price, fee, currency, TestMarket.SymbolOf(instrument), sequence, id ?? new ClientOrderId("unknown")), Alpha, status));

    private void Apply(params Fact[] facts)
    {
        foreach (var fact in facts) _books.Apply(new RecordedFact(_books.Sequence + 1, TestMarket.Start, fact));
    }
}
