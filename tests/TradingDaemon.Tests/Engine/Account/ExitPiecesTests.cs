using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Tests.Engine.Account;

/// <summary>A venue takes no more than so much in one order: whoever closes gets rid of all of it, one exit at a time.</summary>
public sealed class ExitPiecesTests
{
    private static readonly Func<Instrument, Instrument> TwoAtOnce = static one => one with { QuantityMax = 2m };
    private static readonly Func<Instrument, Instrument> FiveHundredAtOnce = static one => one with { NotionalMax = 500m };

    /// <summary>Bug: a person who closed a strategy got one piece sold, and the shutdown three; the rest was left for ever.</summary>
    [Test]
    public void Close_MoreThanTheVenueTakesAtOnce_GoesOnUntilNothingIsLeft([Values] bool isShutdown, [Values] bool isByValue)
    {
        var bench = Holding(10m, isByValue ? FiveHundredAtOnce : TwoAtOnce);
        var before = bench.Orders.Count;
        Close(bench, isShutdown);
        for (var i = 0; i < 10 && bench.Books.Orders.Open.Count > 0; i++)
        {
            Assert.That((bench.Books.Orders.Open.Count, bench.LastOrder.Terms.Quantity.Base, bench.LastOrder.IsReduceOnly, bench.Engine.IsSettled), Is.EqualTo((1, 2m, true, false)), "One exit at a time.");
            bench.Fill(bench.LastOrder);
        }

        Assert.That((bench.Net(TestMarket.Ibm), bench.Orders.Count - before, bench.Engine.IsSettled), Is.EqualTo((0m, 5, isShutdown)));
        Assert.That(bench.Refusals, Is.Empty);
    }

    /// <summary>Exits that meet an empty book end after three in a row, also between pieces that were filled.</summary>
    [Test]
    public void Close_PiecesNobodyTakes_AreGivenUpAfterThreeInARow([Values] bool isShutdown)
    {
        var bench = Holding(10m, TwoAtOnce);
        var before = bench.Orders.Count;
        Close(bench, isShutdown);
        for (var i = 1; i <= 60; i++)
        {
            if (bench.Books.Orders.Open.Count > 0 && bench.Orders.Count - before == 3) bench.Fill(bench.LastOrder); // after two in vain
            else if (bench.Books.Orders.Open.Count > 0) bench.Report(new VenueEvent.Expired(bench.LastOrder.ClientOrderId, "the book holds no more", bench.Now));
            bench.Clock(TimeSpan.FromMilliseconds(250));
            bench.Quote(TestMarket.Ibm, 199.95m, 200.05m);
        }

        Assert.That((bench.Orders.Count - before, bench.Net(TestMarket.Ibm), bench.Engine.IsSettled), Is.EqualTo((6, 8m, isShutdown)));
    }

    [Test]
    public void CloseStrategy_NoFreshQuote_ClosesOnTheNextOneButNotHoursLater([Values] bool isHoursLater)
    {
        var bench = Holding(10m, TwoAtOnce);
        bench.Clock(TimeSpan.FromMinutes(1));
        Close(bench, isShutdown: false);
        for (var i = 0; i < (isHoursLater ? 700 : 100); i++) bench.Clock(TimeSpan.FromSeconds(1));
        Assert.That(bench.Refusals.Count(), Is.EqualTo(1), "That it lacks a quote is told once.");
        bench.Quote(TestMarket.Ibm, 199.95m, 200.05m);
        bench.Clock(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 10 && bench.Books.Orders.Open.Count > 0; i++) bench.Fill(bench.LastOrder);
        Assert.That(bench.Net(TestMarket.Ibm), Is.EqualTo(isHoursLater ? 10m : 0m));
    }

    /// <summary>An entry that fills while it is cancelled belongs to what was to be closed; what is bought later does not.</summary>
    [Test]
    public void CloseStrategy_EntryFillsBesideItsCancel_IsClosedTooAndWhatComesLaterIsNot()
    {
        var bench = Holding(2m, TwoAtOnce);
        bench.Signal(SignalKind.Buy, TestMarket.Btc, quantity: 1m);
        var entry = bench.LastOrder;
        bench.Accept(entry);
        Close(bench, isShutdown: false);
        bench.Fill(bench.LastOrder);
        bench.Fill(entry);
        Assert.That((bench.LastOrder.Symbol, bench.LastOrder.IsReduceOnly), Is.EqualTo((entry.Symbol, true)));
        bench.Fill(bench.LastOrder);
        bench.Now = bench.Now.AddSeconds(2);
        bench.Quote(TestMarket.Ibm, 199.95m, 200.05m);
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        var sent = bench.Orders.Count;
        bench.Clock(TimeSpan.FromSeconds(1));
        Assert.That((bench.Orders.Count, bench.Net(TestMarket.Ibm), bench.Net(TestMarket.Btc)), Is.EqualTo((sent, 1m, 0m)));
    }

    /// <summary>Bug: an exit that found no room among the others in flight was a try in vain, and its position was left.</summary>
    [Test]
    public void Close_MorePositionsThanMayBeInFlight_ClosesThemAll([Values] bool isShutdown)
    {
        var bench = AccountBench.Running(TestMarket.Setup(new TradingDaemon.Domain.Risk.RiskLimits { OrdersInFlightMax = 1 }, TestMarket.Spec()));
        foreach (var instrument in new[] { TestMarket.Btc, TestMarket.Eth, TestMarket.Ibm }) bench.Trade(SignalKind.Buy, instrument, quantity: 2m);
        Close(bench, isShutdown);
        for (var i = 0; i < 10 && bench.Books.Orders.Open.Count > 0; i++) bench.Fill(bench.LastOrder);
        Assert.That((bench.Books.Positions.All.Sum(static book => book.NetBase), bench.Refusals.Count(), bench.Engine.IsSettled), Is.EqualTo((0m, 0, isShutdown)));
    }

    [Test]
    public void Stop_HoldAmidAClosing_SellsNothingMore()
    {
        var bench = Holding(10m, TwoAtOnce);
        Close(bench, isShutdown: false);
        bench.Command(new Command.Stop(ShutdownPolicy.Hold, "bye"));
        bench.Fill(bench.LastOrder);
        bench.Clock(TimeSpan.FromSeconds(1));
        Assert.That((bench.Books.Orders.Open.Count, bench.Net(TestMarket.Ibm)), Is.EqualTo((0, 8m)));
    }

    /// <summary>Bug: a position grown of several entries was worth more than the venue takes, and its exit was refused each time.</summary>
    [Test]
    public void Close_BySignalWorthMoreThanTheVenueTakes_GoesWithOneExitAfterTheOther()
    {
        var bench = Holding(5m, FiveHundredAtOnce);
        var pieces = Enumerable.Range(0, 3).Select(_ => bench.Trade(SignalKind.Close, TestMarket.Ibm).Terms.Quantity.Base).ToList();
        Assert.That((pieces, bench.Net(TestMarket.Ibm)), Is.EqualTo((new List<decimal> { 2m, 2m, 1m }, 0m)));
    }

    private static void Close(AccountBench bench, bool isShutdown) =>
        bench.Command(isShutdown ? new Command.Stop(ShutdownPolicy.Flatten, "test") : new Command.CloseStrategy(AccountBench.Alpha, "Enough."));

    private static AccountBench Holding(decimal shares, Func<Instrument, Instrument> limit)
    {
        var catalog = new InstrumentCatalog(TestMarket.Catalog.All.Select(one => one.Symbol == TestMarket.SymbolOf(TestMarket.Ibm) ? limit(one) : one));
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec()) with { Catalog = catalog });
        for (var left = shares; left > 0m; left -= 2m)
        {
            bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: Math.Min(left, 2m));
            bench.Now = bench.Now.AddSeconds(2);
            bench.Quote(TestMarket.Ibm, 199.95m, 200.05m);
            bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
        }

        return bench;
    }
}
