using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Desks;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Desks;

/// <summary>The emergency stop in the books: what still leaves, what is cancelled, what its fills do, and when it pulls itself.</summary>
public sealed class EmergencyDeskTests
{
    private static readonly StrategyId Beta = new("beta");

    [Test]
    public void Set_Reducing_CancelsEntriesAndLetsOnlyExitsPass()
    {
        var bench = TwoStrategies();
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        bench.Signal(SignalKind.Buy, TestMarket.Btc, quantity: 1m);
        Set(bench, EmergencyState.Reducing);
        Assert.That((bench.Books.Emergency, bench.Cancels.Select(static cancel => cancel.Symbol.Text)), Is.EqualTo((EmergencyState.Reducing, new[] { "BTC/USD" })));
        bench.Signal(SignalKind.Buy, TestMarket.Eth, quantity: 1m);
        Assert.That(bench.Refusals.Last().Rule, Is.EqualTo(RiskRule.EmergencyStop));
        bench.Signal(SignalKind.Close, TestMarket.Ibm);
        Assert.That((bench.LastOrder.IsReduceOnly, bench.LastOrder.Symbol.Text), Is.EqualTo((true, "IBM")));
        var facts = bench.Recorded.Count;
        Set(bench, EmergencyState.Reducing);
        Assert.That(bench.Facts.Skip(facts).OfType<Fact.EmergencyMoved>(), Is.Empty, "Pulled is pulled.");
    }

    [Test]
    public void Set_Halted_CancelsEverythingAndLetsNothingPass()
    {
        var bench = TwoStrategies();
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        bench.Signal(SignalKind.Close, TestMarket.Ibm);
        bench.Signal(SignalKind.Buy, TestMarket.Btc, quantity: 1m);
        Set(bench, EmergencyState.Halted);
        Assert.That(bench.Cancels, Has.Count.EqualTo(2));
        var orders = bench.Orders.Count;
        bench.Report(new VenueEvent.CancelDone(bench.Orders[1].Intent.ClientOrderId, "test", bench.Now));
        bench.Signal(SignalKind.Close, TestMarket.Ibm);
        bench.Command(new Command.CloseStrategy(AccountBench.Alpha, "An operator's exit"));
        bench.Command(new Command.Stop(ShutdownPolicy.Flatten, "bye"));
        bench.Clock(TimeSpan.FromSeconds(2));
        Assert.That((bench.Orders.Count, bench.Refusals.Last().Rule), Is.EqualTo((orders, RiskRule.EmergencyStop)));
    }

    [Test]
    public void Set_Active_LetsEntriesPassAgainAndNothingElseDoes()
    {
        var bench = TwoStrategies();
        Set(bench, EmergencyState.Halted);
        bench.Command(new Command.ChangeState(EngineState.Paused, "test"));
        bench.Command(new Command.ChangeState(EngineState.Running, "test"));
        bench.Clock(TimeSpan.FromDays(2));
        Assert.That((bench.Books.Emergency, bench.Books.Day.Date), Is.EqualTo((EmergencyState.Halted, (DateOnly?)new DateOnly(2024, 3, 3))), "Neither a state nor a new day clears it.");
        Set(bench, EmergencyState.Active);
        bench.Quote(TestMarket.Ibm, 199.95m, 200.05m);
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        Assert.That(bench.Orders, Has.Count.EqualTo(1));
        Assert.That(bench.Facts.OfType<Fact.EmergencyMoved>(), Is.EqualTo(new[]
        {
            new Fact.EmergencyMoved(EmergencyState.Active, EmergencyState.Halted, "test", "because"), new Fact.EmergencyMoved(EmergencyState.Halted, EmergencyState.Active, "test", "because"),
        }));
    }

    [Test]
    public void Set_TheUnassignedZero_Throws() => Assert.That(() => Set(AccountBench.Running(), default), Throws.ArgumentException);

    [Test]
    public void Emergency_AfterARestart_IsAsItWas([Values] bool fromCheckpoint)
    {
        var bench = TwoStrategies();
        Set(bench, EmergencyState.Halted);
        var engine = fromCheckpoint ? new AccountEngine(bench.Setup, bench.Engine.Capture()) : bench.Recovered();
        engine.Boot(7, 2, "test", bench.Now);
        Assert.That(engine.Account.Books.Emergency, Is.EqualTo(EmergencyState.Halted));
    }

    /// <summary>Whatever is thrown at it after the halt, no batch holds an order.</summary>
    [Test]
    public void Halted_UnderRandomInputs_NeverSendsAnOrder()
    {
        var sent = 0;
        for (var seed = 1; seed <= 1_000; seed++)
        {
            var random = new Random(seed);
            var (bench, pulledAt) = (TwoStrategies(), random.Next(60));
            for (var i = 0; i < 90; i++)
            {
                if (i == pulledAt) Set(bench, EmergencyState.Halted);
                var orders = bench.Orders.Count;
                Disturb(bench, random);
                if (i >= pulledAt) Assert.That(bench.Orders, Has.Count.EqualTo(orders), $"seed {seed}, input {i}");
            }

            sent += bench.Orders.Count;
        }

        Assert.That(sent, Is.GreaterThan(1_000), "Before it was pulled they traded.");
    }

    [Test]
    public void Net_AFillOfTheEmergencyStop_FlattensTheHoldersOldestFirst([Values] bool isRegistered)
    {
        var bench = TwoStrategies();
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        bench.Now = bench.Now.AddSeconds(1);
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, "beta", 6m);
        var (cash, template) = (bench.Books.Cash.Total["USD"], bench.LastOrder);
        Set(bench, EmergencyState.Halted);
        var sale = template with { ClientOrderId = ClientOrderId.From(StrategyId.Emergency, 1, 7), Strategy = StrategyId.Emergency, Side = OrderSide.Sell, IsReduceOnly = true };
        if (isRegistered) bench.Engine.Recover(new RecordedFact(bench.Books.Sequence + 1, bench.Now, new Fact.OrderIntended(sale with { Terms = new OrderTerms.Market(TradingDaemon.Domain.Measures.Quantity.From(16m)) })));
        bench.Accept(sale);
        bench.Fill(sale, 12m, 190m, fee: 1.2m);
        Assert.That(Holdings(bench), Is.EqualTo((0m, 4m, 0m)), "Alpha held longer.");
        bench.Fill(sale, 4m, 189m);
        Assert.That(Holdings(bench), Is.EqualTo((0m, 0m, 0m)));
        Assert.That((bench.Books.Cash.Total["USD"], bench.Books.Positions.NetBase(TestMarket.At(TestMarket.Ibm).Id)), Is.EqualTo((cash + (12m * 190m) + (4m * 189m) - 1.2m, 0m)));
        Assert.That(bench.Facts.OfType<Fact.PositionTransferred>().Select(static moved => (moved.From, moved.To, moved.SignedBase, moved.PriceQuote)), Is.EqualTo(new[]
        {
            (AccountBench.Alpha, StrategyId.Emergency, 10m, 190m), (Beta, StrategyId.Emergency, 2m, 190m), (Beta, StrategyId.Emergency, 4m, 189m),
        }));
        Assert.That((Realized(bench, "alpha"), Realized(bench, "beta"), Realized(bench, "emergency")), Is.EqualTo((-100.5m, -20.1m - 44.2m, -1.2m)), "Each bears its own loss, the stop its own fee.");
        Assert.That((bench.Breaks.Count(), bench.Statement()), Is.EqualTo((0, 0)));
    }

    [Test]
    public void Net_MoreThanAnybodyHeld_StaysWithTheEmergencyStop()
    {
        var bench = TwoStrategies();
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 3m);
        var sale = bench.LastOrder with { ClientOrderId = ClientOrderId.From(StrategyId.Emergency, 1, 7), Side = OrderSide.Sell };
        bench.Fill(sale, 5m, 190m);
        Assert.That((bench.Net(TestMarket.Ibm), bench.Net(TestMarket.Ibm, "emergency")), Is.EqualTo((0m, -2m)));
        bench.Fill(sale with { Side = OrderSide.Buy }, 2m, 190m);
        Assert.That(bench.Net(TestMarket.Ibm, "emergency"), Is.Zero);
    }

    [Test]
    public void Net_OfAShort_BuysItBackForWhoWasShort()
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec(allowShort: true), TestMarket.Spec("beta")));
        bench.Trade(SignalKind.Sell, TestMarket.Ibm, quantity: 3m);
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, "beta", 5m);
        bench.Fill(bench.LastOrder with { ClientOrderId = ClientOrderId.From(StrategyId.Emergency, 2, 7), Side = OrderSide.Buy }, 3m, 201m);
        Assert.That((bench.Net(TestMarket.Ibm), bench.Net(TestMarket.Ibm, "beta"), bench.Net(TestMarket.Ibm, "emergency")), Is.EqualTo((0m, 5m, 0m)), "Who is long keeps it.");
    }

    /// <summary>A fill found late takes the account past the day's loss; the first statement that agrees pulls the stop.</summary>
    [Test]
    public void Watch_ALossToldLateByAStatement_ReducesOnTheFirstReconciledEvent()
    {
        var bench = TwoStrategies();
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 20m);
        bench.Report(new VenueEvent.StreamLost("simulated", "cut", bench.Now));
        var fill = bench.FillOf(bench.LastOrder, 20m, 500m); // bought at 500 what fetches 199.95: 6 % of equity are gone
        bench.Report(new VenueEvent.Executed(fill));
        Assert.That(bench.Books.Emergency, Is.EqualTo(EmergencyState.Active), "Not on books that have not been compared.");
        bench.OpenStream();
        bench.Statement();
        Assert.That(bench.Facts.OfType<Fact.EmergencyMoved>().Single(), Is.EqualTo(
            new Fact.EmergencyMoved(EmergencyState.Active, EmergencyState.Reducing, EmergencyDesk.DailyLossSource, "Today's loss is 6.00 % of opening equity, the limit is 5.00 %.")));
        bench.Signal(SignalKind.Buy, TestMarket.Btc, quantity: 1m);
        Assert.That(bench.Refusals.Last().Rule, Is.EqualTo(RiskRule.EmergencyStop));
        bench.Signal(SignalKind.Close, TestMarket.Ibm);
        Assert.That(bench.LastOrder.IsReduceOnly, Is.True);
    }

    [TestCase(null, 0.05, true)]
    [TestCase(null, 0.049, false)]
    [TestCase(0.15, 0.10, false)]
    [TestCase(0.15, 0.15, true)]
    [TestCase(1.0, 0.99, false)]
    public void Watch_AMoveOfPrices_PullsAtItsLimit(double? limit, double loss, bool isPulled)
    {
        var limits = new RiskLimits { DailyLossReducingFraction = (decimal?)limit, OrderNotionalMaxAccount = 1e9m, CorrelatedExposureMaxFraction = 10m, PositionMaxFraction = 1m, StrategyExposureMaxFraction = 1m };
        var bench = AccountBench.Running(TestMarket.Setup(limits, TestMarket.Spec() with { ExposureMaxFraction = 1m }), cash: 20_000m);
        bench.Quote(TestMarket.Ibm, 199m, 199m);
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 100m);
        var price = 199m - (200m * (decimal)loss);
        bench.Quote(TestMarket.Ibm, price, price);
        bench.Clock(TimeSpan.FromSeconds(1));
        Assert.That(bench.Books.Emergency, Is.EqualTo(isPulled ? EmergencyState.Reducing : EmergencyState.Active));
    }

    private static AccountBench TwoStrategies() => AccountBench.Running(TestMarket.Setup(TestMarket.Spec(), TestMarket.Spec("beta")));

    private static void Set(AccountBench bench, EmergencyState to) => bench.Command(new Command.SetEmergency(to, "test", "because"));

    private static (decimal, decimal, decimal) Holdings(AccountBench bench) => (bench.Net(TestMarket.Ibm), bench.Net(TestMarket.Ibm, "beta"), bench.Net(TestMarket.Ibm, "emergency"));

    private static decimal Realized(AccountBench bench, string strategy) => bench.Books.Positions.Open(new PositionKey(new StrategyId(strategy), TestMarket.SymbolOf(TestMarket.Ibm))).RealizedQuote;

    private static void Disturb(AccountBench bench, Random random)
    {
        var instrument = random.Next(3);
        bench.Quote(instrument, 100m, 100m, bench.Now);
        var strategy = random.Next(2) == 0 ? "alpha" : "beta";
        switch (random.Next(12))
        {
            case <= 5: bench.Signal((SignalKind)random.Next(1, 7), instrument, strategy, random.Next(3) == 0 ? null : random.Next(1, 20)); break;
            case <= 7 when bench.Orders.Count > 0: bench.Fill(bench.Orders[random.Next(bench.Orders.Count)].Intent, 1m, 100m); break;
            case 8: bench.Clock(TimeSpan.FromMilliseconds(random.Next(3_000))); break;
            case 9: bench.Command(new Command.CloseStrategy(new StrategyId(strategy), "test")); break;
            case 10: bench.Command(new Command.ChangeState(random.Next(2) == 0 ? EngineState.Paused : EngineState.Running, "test")); break;
            case 11 when random.Next(10) == 0: bench.Command(new Command.Stop((ShutdownPolicy)random.Next(1, 4), "test")); break;
            default: bench.Statement(); break;
        }
    }
}
