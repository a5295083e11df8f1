using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Books;
using TradingDaemon.Storage.Json;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Desks;

/// <summary>What exists in the simulation alone is closed there, the venue is never asked for it, and the comparison with the venue never trips over it.</summary>
public sealed class FallbackCloseTests
{
    private static readonly string[] OnlyReal = ["simulated"];

    [Test]
    public void Close_PartlySimulated_ClosesThatPartAtOnceAndSendsTheRest()
    {
        var bench = FallbackBench.Running();
        bench.Trade(SignalKind.Buy, quantity: 3m);
        bench.Signal(SignalKind.Buy, quantity: 2m);
        FallbackBench.Absent(bench, bench.LastOrder);
        var sent = bench.Orders.Count;
        bench.Signal(SignalKind.Close);
        var simulated = bench.Facts.OfType<Fact.OrderIntended>().Single(static intended => intended.Intent.Venue == FallbackBook.Venue).Intent;
        Assert.Multiple(() =>
        {
            Assert.That((simulated.Terms.Quantity.Base, simulated.IsReduceOnly, bench.Books.Orders.Find(simulated.ClientOrderId)?.Status), Is.EqualTo((2m, true, (OrderStatus?)OrderStatus.Filled)));
            Assert.That((bench.Orders.Count, bench.LastOrder.Terms.Quantity.Base, bench.LastOrder.Venue), Is.EqualTo((sent + 1, 3m, "simulated")));
            Assert.That((bench.Net(TestMarket.Btc), bench.Books.Fallback.NetBaseOf(bench.LastOrder.Symbol)), Is.EqualTo((3m, 0m)));
        });
        bench.Fill(bench.LastOrder);
        Assert.That((bench.Net(TestMarket.Btc), bench.Books.Orders.Open.Count), Is.EqualTo((0m, 0)));
    }

    /// <summary>The smallest order is the venue's rule; what is not there need not be worth it.</summary>
    [Test]
    public void Close_SimulatedAndWorthLessThanTheVenueTakes_ClosesAllTheSame()
    {
        var bench = FallbackBench.Running();
        bench.Signal(SignalKind.Buy, quantity: 0.1m);
        FallbackBench.Absent(bench, bench.LastOrder);
        bench.Quote(TestMarket.Btc, 50m, 50.05m, bench.Now.AddMilliseconds(1));
        bench.Signal(SignalKind.Close);
        Assert.That((bench.Net(TestMarket.Btc), bench.Orders.Count), Is.EqualTo((0m, 1)));
    }

    [TestCase(EmergencyState.Reducing, 0), TestCase(EmergencyState.Halted, 2)]
    public void Close_InAnEmergency_IsJudgedLikeAnyExit(EmergencyState state, int left)
    {
        var bench = FallbackBench.Running();
        bench.Signal(SignalKind.Buy, quantity: 2m);
        FallbackBench.Absent(bench, bench.LastOrder);
        bench.Command(new Command.SetEmergency(state, "test", "test"));
        bench.Signal(SignalKind.Close);
        Assert.That(bench.Net(TestMarket.Btc), Is.EqualTo((decimal)left));
    }

    [Test]
    public void Close_ByTheShutdownAndByTheOperator_NeedsNoVenue()
    {
        var stopped = FallbackBench.Running();
        stopped.Signal(SignalKind.Buy, quantity: 2m);
        FallbackBench.Absent(stopped, stopped.LastOrder);
        stopped.Command(new Command.Stop(ShutdownPolicy.Flatten, "test"));
        var closed = FallbackBench.Running();
        closed.Signal(SignalKind.Buy, quantity: 2m);
        FallbackBench.Absent(closed, closed.LastOrder);
        closed.Command(new Command.CloseStrategy(AccountBench.Alpha, "test"));
        Assert.That((stopped.Net(TestMarket.Btc), stopped.Engine.IsSettled, stopped.Orders.Count), Is.EqualTo((0m, true, 1)));
        Assert.That((closed.Net(TestMarket.Btc), closed.Orders.Count), Is.EqualTo((0m, 1)));
    }

    /// <summary>Money the simulation earned is not the venue's: an order that needs it would be refused there.</summary>
    [Test]
    public void Take_CashOfASimulatedShort_BuysNothing()
    {
        var limits = new RiskLimits { OrderNotionalMaxAccount = 1_000_000m, CorrelatedExposureMaxFraction = 10m, PositionMaxFraction = 10m, StrategyExposureMaxFraction = 10m };
        var bench = AccountBench.Running(TestMarket.Setup(limits, TestMarket.Spec(allowShort: true) with { ExposureMaxFraction = 10m }) with { PaperFallback = true });
        bench.Signal(SignalKind.Sell, TestMarket.Ibm, quantity: 200m);
        FallbackBench.Absent(bench, bench.LastOrder);
        bench.Signal(SignalKind.Buy, TestMarket.Btc, quantity: 1_100m);
        Assert.That((bench.Books.Cash.Total["USD"], bench.Refusals.Last().Rule), Is.EqualTo((139_990m, RiskRule.BuyingPower)));
    }

    /// <summary>Bug: a fill told after its order had ended netted with a simulated holding on the other side; the books were flat, the venue was not, and nobody would ever have closed it.</summary>
    [TestCase(2), TestCase(1), TestCase(3)]
    public void Take_ALateFillAgainstASimulatedHolding_ClosesThatAndLeavesTheRealOne(decimal late)
    {
        var bench = FallbackBench.Running(TestMarket.Spec(allowShort: true));
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 3m);
        var buy = bench.LastOrder;
        bench.Accept(buy);
        bench.Report(new VenueEvent.CancelDone(buy.ClientOrderId, "test", bench.Now));
        bench.Signal(SignalKind.Sell, TestMarket.Ibm, quantity: 2m);
        FallbackBench.Absent(bench, bench.LastOrder);
        bench.Fill(buy, late, 199m);
        Assert.That((bench.Books.Fallback.NetBaseOf(buy.Symbol), bench.Net(TestMarket.Ibm)), Is.EqualTo((0m, late)));
        Assert.That(bench.Statement(cash: new() { ["USD"] = 100_000m - (late * 199m) }, held: new() { ["IBM"] = late }), Is.Zero);
        Assert.That(bench.Engine.Account.Books.Audit.FirstFault(bench.Books), Is.Null);
    }

    /// <summary>A checkpoint of a version that knew no fallback is of an account that has nothing of it.</summary>
    [Test]
    public void Recover_ACheckpointWithoutIt_HoldsNothingSimulated()
    {
        var json = JsonNode.Parse(FallbackBench.Running().Canonical())!.AsObject();
        Assert.That((json.Remove("venueCash"), json.Remove("fundedVenues"), json.Remove("fallbackNetBase")), Is.EqualTo((true, true, true)));
        var books = new AccountEngine(TestMarket.Setup(), JsonSerializer.Deserialize(json.ToJsonString(), Spelling.AccountState)!).Account.Books;
        Assert.That((books.Cash.At(FallbackBook.Venue).Count, books.Fallback.NetBase.Count, books.Cash.Of("simulated", "USD")), Is.EqualTo((0, 0, 100_000m)));
    }

    [Test]
    public void Take_RandomOrdersSomeOfWhichNeverWere_NeverGivesAFalseBreakAndRecoversTheSame([Range(1, 6)] int seed)
    {
        var (simulated, real, closedThere) = (0, 0, 0);
        for (var world = 0; world < 60; world++)
        {
            var run = new FallbackWorld(new Random((seed * 1_000) + world), FallbackBench.Setup(
                new RiskLimits { DailyLossReducingFraction = 1m, StrategyOrdersPerSecondMax = 10_000, AccountOrdersPerSecondMax = 10_000 },
                TestMarket.Spec(style: OrderStyle.Limit, allowShort: true), TestMarket.Spec("beta", allowShort: true)));
            for (var step = 0; step < 250; step++) run.Step();
            run.Settle();
            AssertSound(run, $"seed {seed}, world {world}");
            run.CloseAll();
            AssertSound(run, $"seed {seed}, world {world}, closed");
            Assert.That((run.Bench.Books.Fallback.NetBase, run.Venue.Held), Is.EqualTo((ImmutableSortedDictionary<string, decimal>.Empty, new SortedDictionary<string, decimal>())), $"seed {seed}, world {world}");
            simulated += run.Bench.Facts.OfType<Fact.FillBooked>().Count(static booked => booked.Fill.Venue == FallbackBook.Venue);
            closedThere += run.Bench.Facts.OfType<Fact.OrderIntended>().Count(static intended => intended.Intent.Venue == FallbackBook.Venue);
            real += run.Venue.FillCount;
        }

        TestContext.Out.WriteLine($"seed {seed}: {simulated} simulated fills, {closedThere} closed in the simulation, {real} fills of the venue");
        Assert.That((simulated > 200, closedThere > 100, real > 500), Is.EqualTo((true, true, true)));
    }

    private static void AssertSound(FallbackWorld run, string where)
    {
        var (bench, books) = (run.Bench, run.Bench.Books);
        Assert.That(bench.Breaks.Where(static found => found.Venue != FallbackBook.Venue), Is.Empty, where);
        Assert.That((books.Blocks.Count, books.State, books.Orders.Open.Count, books.Audit.FirstFault(books)), Is.EqualTo((0, EngineState.Running, 0, (object?)null)), where);
        Assert.That(books.Cash.Of("simulated", "USD"), Is.EqualTo(run.Venue.Usd), where);
        foreach (var instrument in bench.Setup.Catalog.All)
            Assert.That(books.Positions.NetBase(instrument.Id) - books.Fallback.NetBaseOf(instrument.Symbol), Is.EqualTo(run.Venue.Held.GetValueOrDefault(instrument.Symbol.Text)), $"{where}, {instrument.Symbol}");
        Assert.That(bench.Orders.Select(static order => order.Intent.Venue).Distinct(), Is.SubsetOf(OnlyReal), where);
        Assert.That(AccountBench.Canonical(bench.Recovered().Capture()), Is.EqualTo(bench.Canonical()), where);
        Assert.That(AccountBench.Canonical(new AccountEngine(bench.Setup, bench.Engine.Capture()).Capture()), Is.EqualTo(bench.Canonical()), where);
        Assert.That(books.Fallback.NetBase, Is.EqualTo(FromFills(bench)), where);
    }

    // A second sum, by another way.
    private static Dictionary<string, decimal> FromFills(AccountBench bench) => bench.Facts.OfType<Fact.FillBooked>().Where(static booked => booked.Fill.Venue == FallbackBook.Venue)
        .GroupBy(static booked => booked.Fill.Symbol.Text).Select(static group => (group.Key, Net: group.Sum(static booked => booked.Fill.Quantity.Base * booked.Fill.Side.Sign())))
        .Where(static pair => pair.Net != 0m).ToDictionary(static pair => pair.Key, static pair => pair.Net);
}
