using System.Collections.Immutable;
using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Account;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Desks;

/// <summary>A venue whose list of fills is behind its cash, its holdings or its orders: whatever is adopted meanwhile, each fill is its strategy's in the end, once.</summary>
public sealed class LaggingFillsTests
{
    private static readonly ReconciliationPolicy Adopts = new() { Orders = DifferencePolicy.Adopt, Cash = DifferencePolicy.Adopt, Positions = DifferencePolicy.Adopt };

    /// <summary>Bug: cash and holding of a fill the list did not show yet were adopted, its execution was passed over, and the fill itself then counted as a duplicate for ever.</summary>
    [TestCase(true)]
    [TestCase(false)]
    public void Take_AnOrderFilledFurtherThanItsFillsTell_AdoptsNothingAndBooksTheFillWhenItComes(bool isWorking)
    {
        var (bench, order) = Resting(Adopts);
        var fill = bench.FillOf(order, 4m, 190m);
        var told = Report(order, isWorking ? OrderStatus.PartiallyFilled : OrderStatus.Cancelled, 4m);
        for (var asked = 0; asked < 3; asked++) Assert.That(State(bench, 4m, isWorking ? told : null, isWorking ? null : told), Is.EqualTo(1), "not compared, asked again");
        Assert.That(bench.Facts, Has.None.InstanceOf<Fact.HoldingAdopted>().And.None.InstanceOf<Fact.ExecutionsPassed>());
        Assert.That((bench.Facts.OfType<Fact.CashMoved>().Count(), bench.Breaks.Count(), bench.Books.IsBlocked("simulated", BlockCause.ReconcilePending)), Is.EqualTo((1, 1, true)), "told once it stands");
        bench.Report(new VenueEvent.Executed(fill));
        Assert.That(State(bench, 4m, isWorking ? told : null), Is.Zero);
        AssertBookedOnce(bench, order);
        Assert.That(bench.Books.Blocks, Is.Empty);
    }

    /// <summary>The order's own report is behind too: what is adopted is taken back once the fill is there.</summary>
    [Test]
    public void Take_AFillToldAfterItsMoneyWasAdopted_IsItsStrategysAndTheAdoptionIsTakenBack([Values] bool isPassed)
    {
        var (bench, order) = Resting(Adopts);
        var fill = bench.FillOf(order, 4m, 190m);
        Assert.That(State(bench, 4m, Report(order, OrderStatus.Open, 0m)), Is.Zero);
        Assert.That((bench.Net(TestMarket.Ibm, "external"), bench.Books.Fills.CursorOf("simulated")), Is.EqualTo((4m, 0L)), "adopted, and nothing passed over by that");
        if (isPassed) Assert.That(State(bench, 4m, Report(order, OrderStatus.Open, 0m)), Is.Zero);
        Assert.That(bench.Books.Fills.CursorOf("simulated"), Is.EqualTo(isPassed ? 1L : 0L), "by a statement that found the sums as they are");
        bench.Report(new VenueEvent.Executed(fill));
        bench.Report(new VenueEvent.Executed(fill));
        Assert.That(State(bench, 4m, Report(order, OrderStatus.PartiallyFilled, 4m)), Is.Zero);
        AssertBookedOnce(bench, order);
        Assert.That((bench.Engine.DuplicateFills, bench.Net(TestMarket.Ibm, "external")), Is.EqualTo((1L, 0m)));
        Assert.That(AccountBench.Canonical(bench.Recovered().Capture()), Is.EqualTo(bench.Canonical()));
        Assert.That(new AccountEngine(bench.Setup, bench.Engine.Capture()).Account.Books.Fills.Has("simulated", 1), Is.True);
    }

    /// <summary>What nobody here ordered was adopted, or is in the opening balance: booked as well it would be there twice.</summary>
    [Test]
    public void Take_AStrangersFillToldAfterItWasPassedOver_IsToldAndNotBooked()
    {
        var (bench, order) = Resting(Adopts);
        var fill = bench.FillOf(order with { ClientOrderId = new ClientOrderId("theirs") }, 4m, 190m);
        for (var asked = 0; asked < 2; asked++) State(bench, 4m, Report(order, OrderStatus.Open, 0m));
        for (var twice = 0; twice < 2; twice++) bench.Report(new VenueEvent.Executed(fill));
        var found = bench.Breaks.Last();
        Assert.That((found.Subject, found.Ours, found.Resolution), Is.EqualTo(("fill x1", "agreed with the venue without it", "not booked")));
        Assert.That((bench.Books.Positions.NetBase(new TradingDaemon.Domain.Instruments.InstrumentId(TestMarket.Ibm)), bench.Books.Cash.Total["USD"], bench.Engine.DuplicateFills), Is.EqualTo((4m, 99_240m, 0L)));
        Assert.That(State(bench, 4m, Report(order, OrderStatus.Open, 0m)), Is.Zero);
    }

    /// <summary>A rebate within what is let pass as rounding: its execution is passed over, and is still no fill that was booked.</summary>
    [Test]
    public void Take_ARestWithinTheTolerance_IsPassedOverAndNotForgotten()
    {
        var (bench, order) = Resting(new ReconciliationPolicy { CashTolerance = 800m });
        var fill = bench.FillOf(order, 4m, 190m);
        Assert.That(State(bench, 0m, Report(order, OrderStatus.Open, 0m), cash: 99_240m), Is.Zero);
        var remembered = new AccountBench(bench.Setup, bench.Engine.Capture());
        Assert.That((remembered.Books.Fills.CursorOf("simulated"), remembered.Books.Fills.Has("simulated", 1), remembered.Books.Fills.IsPassed("simulated", 1)), Is.EqualTo((1L, false, true)));
        remembered.Report(new VenueEvent.Executed(fill));
        Assert.That((remembered.Net(TestMarket.Ibm), remembered.Engine.DuplicateFills, remembered.Books.Fills.Has("simulated", 1)), Is.EqualTo((4m, 0L, true)));
    }

    /// <summary>Bug (seeds 8, 32, 47 of lists that lag): the fill was in cash and holding, and neither its list nor its order's showed it; both were told as a difference, adopted, and taken back.</summary>
    [Test]
    public void Take_AFillThatNoListShows_IsNeitherToldNorAdoptedBeforeItHasStoodLongerThanListsLag([Values] bool isFlagged)
    {
        var (bench, order) = Resting(isFlagged ? new() : Adopts);
        var fill = bench.FillOf(order, 4m, 190m);
        for (var second = 0; second < 10; second += 3)
        {
            Assert.That(State(bench, 4m, Report(order, OrderStatus.Open, 0m), lag: 10), Is.EqualTo(1), "entries wait");
            bench.Now += TimeSpan.FromSeconds(3);
        }

        Assert.That((bench.Breaks.Count(), bench.Facts.OfType<Fact.CashMoved>().Count()), Is.EqualTo((0, 1)), "but for the opening balance");
        bench.Report(new VenueEvent.Executed(fill));
        Assert.That(State(bench, 4m, Report(order, OrderStatus.PartiallyFilled, 4m), lag: 10), Is.Zero);
        Assert.That((bench.Breaks.Count(), bench.Books.Blocks.Count), Is.EqualTo((0, 0)));
        AssertBookedOnce(bench, order);
    }

    [Test]
    public void Take_ADifferenceThatStandsLongerThanListsLag_IsToldOnceAndOneThatMovedWaitsAnew()
    {
        var (bench, order) = Resting(new());
        int[] said = [100, 90, 90]; // the last one in the list has stood for six seconds
        foreach (var more in said)
        {
            Assert.That(bench.Breaks, Is.Empty);
            Assert.That(State(bench, 0m, Report(order, OrderStatus.Open, 0m), cash: 100_000m + more, lag: 10), Is.EqualTo(1));
            bench.Now += TimeSpan.FromSeconds(6);
        }

        State(bench, 0m, Report(order, OrderStatus.Open, 0m), cash: 100_090m, lag: 10);
        Assert.That(bench.Breaks.Single().Subject, Is.EqualTo("cash USD"));
    }

    /// <summary>Bug (seed 41 of lists that lag): an order that was over here and still shown as working in two statements a second apart was called a difference and cancelled.</summary>
    [Test]
    public void Take_AnEndedOrderThatTheListStillShows_IsNoDifferenceBeforeItHasStoodLongerThanListsLag()
    {
        var (bench, order) = Resting(new());
        bench.Report(new VenueEvent.Executed(bench.FillOf(order, 10m, 190m)));
        for (var asked = 0; asked < 3; asked++)
        {
            Assert.That((State(bench, 10m, Report(order, OrderStatus.Open, 0m), cash: 98_100m, lag: 10), bench.Breaks.Count()), Is.EqualTo((0, 0)));
            bench.Now += TimeSpan.FromSeconds(4);
        }

        State(bench, 10m, Report(order, OrderStatus.Open, 0m), cash: 98_100m, lag: 10);
        Assert.That(bench.Breaks.Single().Resolution, Is.EqualTo("cancelled at the venue"));
    }

    /// <summary>Bug (seeds 33, 40 of lists that lag): an order was told as a difference after two statements a second apart, its fill being on its way.</summary>
    [Test]
    public void Take_AnOrderFilledFurtherThanItsFillsTell_IsToldOnlyWhenItStandsLongerThanListsLag()
    {
        var (bench, order) = Resting(new());
        for (var asked = 0; asked < 3; asked++)
        {
            Assert.That((State(bench, 4m, Report(order, OrderStatus.PartiallyFilled, 4m), lag: 10), bench.Breaks.Count()), Is.EqualTo((1, 0)));
            bench.Now += TimeSpan.FromSeconds(4);
        }

        State(bench, 4m, Report(order, OrderStatus.PartiallyFilled, 4m), lag: 10);
        Assert.That(bench.Breaks.Single().Subject, Is.EqualTo($"order {order.ClientOrderId}"));
    }

    [Test]
    public void ListsLagMax_UnlessSaid_IsAsLongAsQueriesMayNotShowAnOrderWithinReason()
    {
        Assert.That(new VenueTraits { AbsenceProvenAfter = TimeSpan.FromSeconds(7) }.ListsLagMax, Is.EqualTo(TimeSpan.FromSeconds(7)));
        Assert.That(new VenueTraits { AbsenceProvenAfter = TimeSpan.FromSeconds(60) }.ListsLagMax, Is.EqualTo(VenueTraits.ListsLagLongest));
        Assert.That(new VenueTraits { AbsenceProvenAfter = TimeSpan.FromSeconds(60), ListsLagMax = TimeSpan.Zero }.ListsLagMax, Is.EqualTo(TimeSpan.Zero));
    }

    private static void AssertBookedOnce(AccountBench bench, OrderIntent order)
    {
        Assert.That((bench.Net(TestMarket.Ibm), bench.Books.Orders.Find(order.ClientOrderId)!.FilledBase, bench.Books.Cash.Total["USD"]), Is.EqualTo((4m, 4m, 99_240m)));
        Assert.That(bench.Books.Audit.FirstFault(bench.Books), Is.Null);
    }

    private static (AccountBench Bench, OrderIntent Order) Resting(ReconciliationPolicy policy)
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec() with { OrderStyle = OrderStyle.PostOnly }) with { Reconciliation = policy });
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        bench.Accept(bench.LastOrder);
        return (bench, bench.LastOrder);
    }

    // Holdings as of execution 1; the list of fills shows nothing.
    private static int State(AccountBench bench, decimal held, OrderReport? working, OrderReport? found = null, decimal cash = 99_240m, int lag = 0)
    {
        var holdings = new VenueHoldings(
            ImmutableSortedDictionary<string, decimal>.Empty.Add("USD", cash), held == 0m ? ImmutableSortedDictionary<string, decimal>.Empty : ImmutableSortedDictionary<string, decimal>.Empty.Add("IBM", held), 1);
        var lookUps = new Dictionary<ClientOrderId, OrderReport?>();
        if (found is not null) lookUps.Add(found.ClientOrderId, found);
        var statement = bench.Begun(new VenueStatement("simulated", [], working is null ? [] : [working], lookUps, [], holdings, 1) { ListsLagMax = TimeSpan.FromSeconds(lag) });
        bench.Report(new VenueEvent.Stated(statement, bench.Now));
        return bench.Books.IsBlocked("simulated", BlockCause.ReconcilePending) ? 1 : 0;
    }

    private static OrderReport Report(OrderIntent intent, OrderStatus status, decimal filled) =>
        new(intent.ClientOrderId, $"V-{intent.ClientOrderId}", intent.Symbol, intent.Side, status, intent.Terms.Quantity.Base, filled);
}
