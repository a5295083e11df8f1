using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;
using TradingDaemon.Simulation.Oracle;
using TradingDaemon.Simulation.World;

namespace TradingDaemon.Simulation.Tests;

/// <summary>The judge takes what is right for right, and what is wrong for wrong.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class WatcherTests
{
    private static readonly (StrategyId Strategy, Symbol Symbol) Held = (new StrategyId("bear"), new Symbol("IBM"));

    private readonly Watcher _watcher = new(new RuleFiles(Ground.Setup, areKept: false)) { IsPaper = true };
    private DateTimeOffset _now = Ground.Start;
    private long _facts;

    [SetUp]
    public void Run() => Take(new Fact.StateChanged(EngineState.Starting, EngineState.Running, "test"));

    /// <summary>Bug: an exit that was tried and refused between two prices was no try to the judge (seed 6888).</summary>
    [TestCase(true)]
    [TestCase(false)]
    public void JudgeGuards_AfterAnExitThatWasRefusedBeforeTheNextPrice_CountsItAsTried(bool isTried)
    {
        Fill(Order("entry", OrderSide.Buy, Ground.Venue) with { Protection = new ProtectionTerms { StopDistanceQuote = 5m } }, 200m);
        Price(194m);
        Take(new Fact.ProtectionTriggered(Held.Strategy, Held.Symbol, ProtectionKind.StopLoss, 195m, 194m));
        _watcher.JudgeGuards(Ground.Catalog.Find(Held.Symbol)!.Id, _now);
        _now += TimeSpan.FromSeconds(4);
        if (isTried)
        {
            Take(new Fact.OrderIntended(Order("exit", OrderSide.Sell, Ground.Venue) with { IsReduceOnly = true }));
            Take(new Fact.OrderMoved(new ClientOrderId("exit"), OrderEventKind.RejectedByVenue, OrderStatus.Rejected, null, "Other"));
        }

        _now += TimeSpan.FromSeconds(4);
        Price(193m);
        void Judge() => _watcher.JudgeGuards(Ground.Catalog.Find(Held.Symbol)!.Id, _now);
        if (isTried) Assert.That(Judge, Throws.Nothing);
        else Assert.That(Judge, Throws.InstanceOf<InvariantBrokenException>().With.Message.Contains("an exit in flight, or a stored reason"));
    }

    /// <summary>Bug: the judge took what a late fill had just turned over for nothing held, and the close of what is simulated for a sale beyond it (seed 8713).</summary>
    [TestCase(1, false, true)]
    [TestCase(2, false, false)] // more than is simulated
    [TestCase(1, true, false)] // the strategy holds the other side by now, and nothing has just turned it over
    public void Take_AClosingOfWhatIsSimulatedAfterALateFill_IsOfWhatWasHeldBeforeIt(int quantity, bool isLater, bool isRight)
    {
        Fill(Order("simulated", OrderSide.Buy, FallbackBook.Venue), 200m);
        var late = Order("late", OrderSide.Sell, Ground.Venue, 4m);
        Take(new Fact.OrderIntended(late));
        Take(new Fact.OrderMoved(late.ClientOrderId, OrderEventKind.CancelConfirmed, OrderStatus.Cancelled, null, "gone"));
        Take(Filled(late, 199m, OrderStatus.Cancelled));
        if (isLater) Take(new Fact.StateChanged(EngineState.Running, EngineState.Running, "something else"));
        void Close() => Take(new Fact.OrderIntended(Order("close", OrderSide.Sell, FallbackBook.Venue, quantity) with { IsReduceOnly = true }), isNew: true);
        if (isRight) Assert.That(Close, Throws.Nothing);
        else Assert.That(Close, Throws.InstanceOf<InvariantBrokenException>());
    }

    private void Price(decimal bid)
    {
        var quote = new Quote(Ground.Catalog.Find(Held.Symbol)!.Id, Domain.Measures.Price.From(bid), null, Domain.Measures.Price.From(bid + 0.01m), null, _now, _now);
        _watcher.Mark(quote);
    }

    private void Fill(OrderIntent intent, decimal price)
    {
        Take(new Fact.OrderIntended(intent));
        Take(Filled(intent, price, OrderStatus.Filled));
    }

    private Fact.FillBooked Filled(OrderIntent intent, decimal price, OrderStatus status) => new(
        new Fill
        {
            ExecutionId = $"E{_facts}", ExecutionSequence = _facts + 1, ClientOrderId = intent.ClientOrderId, Venue = intent.Venue, Symbol = intent.Symbol, Side = intent.Side,
            Price = Domain.Measures.Price.From(price), Quantity = intent.Terms.Quantity, Fee = new Money(0m, Currency.Usd), Liquidity = Liquidity.Taker, At = _now, IsSimulated = true,
        },
        intent.Strategy, status);

    private OrderIntent Order(string id, OrderSide side, string venue, decimal quantity = 1m) => new()
    {
        ClientOrderId = new ClientOrderId(id), Strategy = Held.Strategy, Symbol = Held.Symbol, Venue = venue, Side = side, Terms = new OrderTerms.Market(Quantity.From(quantity)),
        IsReduceOnly = false, Reason = "test", DecisionBid = 200m, DecisionAsk = 200m, DecidedAt = _now,
    };

    private void Take(Fact fact, bool isNew = false) => _watcher.Take(new RecordedFact(++_facts, _now, fact), isNew);
}
