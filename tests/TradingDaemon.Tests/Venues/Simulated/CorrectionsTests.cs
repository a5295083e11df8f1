using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Venues.Simulated;

namespace TradingDaemon.Tests.Venues.Simulated;

/// <summary>The ends of orders that were filled in part, and what the venue corrects and changes on its own account.</summary>
public sealed class CorrectionsTests
{
    private static readonly SimulatedVenueOptions Options = new() { Fsync = false, LatencyMin = TimeSpan.Zero, LatencyMax = TimeSpan.Zero };

    /// <summary>The end overtakes the fills on the way back: the books wait for what it says was filled.</summary>
    [Test]
    public void Drain_TheEndOfAPartlyFilledOrder_SaysHowMuch_AndBooksWaitForTheFill([Values] bool isExpiry)
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec() with { OrderStyle = isExpiry ? OrderStyle.Market : OrderStyle.ImmediateOrCancel }));
        using var venue = new SimulatedVenue(Options, bench.Setup.Catalog, bench.Now);
        venue.Observe(RawTick.OfBook(new(TestMarket.Ibm), bench.Now, bench.Now, new BookSnapshot([new BookLevel(199.95m, 9m)], [new BookLevel(200.05m, 3m)])));
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        venue.Place(new DurableOrder(bench.Orders[^1]), bench.Now);
        venue.AdvanceTo(bench.Now);
        var told = new List<VenueEvent>();
        venue.Drain(told);
        var fill = told.OfType<VenueEvent.Executed>().Single();
        var (end, filledBase) = told.Select(static report => (report, report switch { VenueEvent.CancelDone done => done.FilledBase, VenueEvent.Expired expired => expired.FilledBase, _ => null })).Single(static pair => pair.Item2 is not null);
        Assert.That((filledBase, fill.Fill.Quantity.Base, end is VenueEvent.Expired), Is.EqualTo(((decimal?)3m, 3m, isExpiry)));
        bench.Accept(bench.LastOrder);
        bench.Report(end);
        Assert.That(bench.Books.Orders.Open.Single().FilledBase, Is.Zero, "In flight: its fill is on its way.");
        bench.Report(fill);
        var ended = bench.Books.Orders.Ended.Single();
        Assert.That((ended.Status, ended.FilledBase, bench.Net(TestMarket.Ibm), bench.Breaks.Count()), Is.EqualTo((isExpiry ? OrderStatus.Expired : OrderStatus.Cancelled, 3m, 3m, 0)));
    }

    [Test]
    public void FillsSince_ABustAndRebatesBetweenTrades_TellsEveryFillAndNoRebate([Values(1, 2, 1_000)] int countMax)
    {
        using var exchange = Exchange();
        var desk = exchange.Operator;
        Buy(exchange, "one");
        for (var i = 0; i < 3; i++) Assert.That(desk.RebateFee(AccountOptions.DefaultId, 1, 0.01m, exchange.Now), Is.Null);
        Assert.That(desk.Bust(AccountOptions.DefaultId, 1, exchange.Now), Is.Null);
        Buy(exchange, "two");
        var fills = new List<Fill>();
        for (long cursor = 0; exchange.FillsSince(cursor, countMax, "simulated") is { Count: > 0 } page; cursor = page[^1].ExecutionSequence) fills.AddRange(page);
        Assert.That(fills.Select(static fill => (fill.ExecutionSequence, fill.ClientOrderId.Text, fill.Side)), Is.EqualTo(new[] { (1L, "one", OrderSide.Buy), (5L, "", OrderSide.Sell), (6L, "two", OrderSide.Buy) }));
        Assert.That(fills[0].Fee.Amount + fills[1].Fee.Amount, Is.Zero, "A bust gives the fee back.");
    }

    /// <summary>Bug: the translation had no word for them and threw.</summary>
    [Test]
    public void ToDomain_WhatTheVenueDoesUnasked_IsToldInTheDaemonsWords()
    {
        using var exchange = Exchange();
        Buy(exchange, "one");
        exchange.Operator.RebateFee(AccountOptions.DefaultId, 1, 0.01m, exchange.Now);
        exchange.Operator.Bust(AccountOptions.DefaultId, 1, exchange.Now);
        exchange.Submit(OrderRequest.Limit("rests", "IBM", Side.Buy, 4m, 100m), exchange.Now);
        exchange.AdvanceTo(exchange.Now);
        exchange.Account(AccountOptions.DefaultId).Replace(new ReplaceRequest(OrderName.Client("rests"), 6m, 101m), exchange.Now);
        exchange.Account(AccountOptions.DefaultId).Replace(new ReplaceRequest(OrderName.Client("never"), 6m, 101m), exchange.Now);
        exchange.AdvanceTo(exchange.Now);
        var reports = new List<ExchangeReport>();
        exchange.Drain(reports);
        var told = reports.Select(static report => report.ToDomain("simulated")).ToList();
        Assert.That(told.Select(static one => one?.GetType()), Is.EqualTo(new[]
        {
            typeof(VenueEvent.Accepted), typeof(VenueEvent.Executed), null, typeof(VenueEvent.Executed), typeof(VenueEvent.Accepted), typeof(VenueEvent.ReplaceDone), typeof(VenueEvent.ReplaceRefused),
        }));
        var report = exchange.FindOrder("rests")!.ToDomain();
        Assert.That((report.QuantityBase, report.PriceQuote, exchange.FindOrder("one")!.ToDomain().PriceQuote), Is.EqualTo((6m, (decimal?)101m, (decimal?)null)));
    }

    private static SimulatedExchange Exchange()
    {
        var exchange = new SimulatedExchange(Options.ToExchange(), TestMarket.Setup().Catalog.All.Select(static instrument => instrument.ToExchange(new Dictionary<AssetClass, FeeRates>())), TestMarket.Start);
        exchange.ObserveQuote(TestMarket.Ibm, 199m, 100m, 200m, 100m, TestMarket.Start);
        return exchange;
    }

    private static void Buy(SimulatedExchange exchange, string id)
    {
        exchange.Submit(OrderRequest.Market(id, "IBM", Side.Buy, 2m), exchange.Now);
        exchange.AdvanceTo(exchange.Now);
    }
}
