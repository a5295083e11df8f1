using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Emergency;

/// <summary>What the emergency stop sold before anybody had booked it.</summary>
public sealed class LateNettingTests
{
    /// <summary>Bug: the shutdown policy flatten "closed" the emergency stop's own book, and so bought at a venue that held nothing.</summary>
    [Test]
    public void Stop_ToFlatten_OfWhatTheEmergencyStopSoldAndNobodyBooked_BuysNothing([Values] bool isAdoptedLater)
    {
        var bench = AccountBench.Running(TestMarket.Setup() with { Reconciliation = new ReconciliationPolicy { Positions = isAdoptedLater ? DifferencePolicy.Adopt : DifferencePolicy.Flag } });
        bench.Report(new VenueEvent.Executed(Sold(bench, 1)));
        Assert.That(bench.Net(TestMarket.Btc, "emergency"), Is.EqualTo(-1m));
        if (isAdoptedLater)
        {
            for (var look = 0; look < 4; look++)
            {
                bench.Statement(held: []);
                bench.Clock(TimeSpan.FromSeconds(20));
            }

            bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
            Assert.That((bench.Net(TestMarket.Btc, "emergency"), bench.Net(TestMarket.Btc, "external")), Is.EqualTo((0m, 0m)), "What was sold and what was adopted are the two sides of one thing.");
        }

        bench.Command(new Command.Stop(ShutdownPolicy.Flatten, "Told to stop."));
        Assert.That(bench.Orders, Is.Empty, "The venue holds nothing.");
    }

    /// <summary>Bug: a strategy whose fill was told after the emergency stop had sold it believed to be long for ever, and its next exit sold what was gone.</summary>
    [Test]
    public void Take_AFillToldAfterTheStopSoldIt_LeavesItsStrategyFlat()
    {
        var bench = AccountBench.Running();
        bench.Signal(SignalKind.Buy, quantity: 1m);
        var entry = bench.LastOrder;
        bench.Report(new VenueEvent.Executed(Sold(bench, 2)));
        bench.Report(new VenueEvent.Executed(bench.FillOf(entry, 0.4m, 100.05m, sequence: 1)));
        Assert.That((bench.Net(TestMarket.Btc), bench.Net(TestMarket.Btc, "emergency")), Is.EqualTo((0m, -0.6m)));
        bench.Report(new VenueEvent.Executed(bench.FillOf(entry, 0.6m, 100.05m, sequence: 3)));
        Assert.That((bench.Net(TestMarket.Btc), bench.Net(TestMarket.Btc, "emergency")), Is.EqualTo((0m, 0m)));
        bench.Statement(held: []);
        bench.Clock(TimeSpan.FromSeconds(1));
        bench.Signal(SignalKind.Close);
        Assert.That(bench.Orders, Has.Count.EqualTo(1), "There is nothing to sell.");
        Assert.That(AccountBench.Canonical(bench.Recovered().Capture()), Is.EqualTo(bench.Canonical()));
    }

    [Test]
    public void Take_AFillOfAnOrderDecidedSinceTheStop_IsItsStrategys()
    {
        var bench = AccountBench.Running();
        bench.Report(new VenueEvent.Executed(Sold(bench, 1)));
        bench.Clock(TimeSpan.FromSeconds(1));
        bench.Signal(SignalKind.Buy, quantity: 1m);
        bench.Report(new VenueEvent.Executed(bench.FillOf(bench.LastOrder, 1m, 100.05m, sequence: 2)));
        Assert.That((bench.Net(TestMarket.Btc), bench.Net(TestMarket.Btc, "emergency")), Is.EqualTo((1m, -1m)), "It was bought since: the venue holds it.");
    }

    /// <summary>Bug: what was bought by hand before the stop sold it, and told after, stood beside the stop's book for ever.</summary>
    [TestCase(-1, 0), TestCase(0, 0), TestCase(1, 1)]
    public void Take_ATradeByHandToldAfterTheStopSoldIt_IsNobodys_UnlessItWasDoneSince(int seconds, int left)
    {
        var bench = AccountBench.Running();
        bench.Report(new VenueEvent.Executed(Sold(bench, 2)));
        bench.Report(new VenueEvent.Executed(Sold(bench, 1) with { ClientOrderId = new ClientOrderId(""), Side = OrderSide.Buy, At = bench.Now.AddSeconds(seconds) }));
        Assert.That((bench.Net(TestMarket.Btc, "external"), bench.Net(TestMarket.Btc, "emergency")), Is.EqualTo(((decimal)left, (decimal)-left)));
    }

    private static Fill Sold(AccountBench bench, long sequence) => new()
    {
        ExecutionId = $"x{sequence}", ExecutionSequence = sequence, ClientOrderId = ClientOrderId.From(StrategyId.Emergency, 1, 7), Venue = "simulated", Symbol = TestMarket.SymbolOf(TestMarket.Btc),
        Side = OrderSide.Sell, Price = Price.From(99.95m), Quantity = Quantity.From(1m), Fee = new Money(0m, new Currency("USD")), Liquidity = Liquidity.Taker, At = bench.Now, IsSimulated = true,
    };
}
