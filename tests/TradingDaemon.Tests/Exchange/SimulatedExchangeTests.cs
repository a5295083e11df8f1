using NUnit.Framework;
using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Orders;
using static TradingDaemon.Tests.Exchange.ExchangeRig;

namespace TradingDaemon.Tests.Exchange;

public sealed class SimulatedExchangeTests
{
    private static readonly ExchangeOptions Slow = new() { StartingCash = Options.StartingCash };

    [Test]
    public void Submit_WithLatency_ArrivesLaterAndAnswersLaterStill()
    {
        using var exchange = new SimulatedExchange(Slow, Instruments, Start);
        var reports = new List<ExchangeReport>();
        exchange.ObserveQuote(Free, 10m, 5m, 10m, 5m, Start);
        exchange.Submit(OrderRequest.Market("a", "FREE", Side.Buy, 1m), Start);
        var arrival = exchange.NextDueAt!.Value;
        Assert.That((arrival - Start).TotalMilliseconds, Is.InRange(5, 40));
        exchange.AdvanceTo(arrival.AddTicks(-1));
        Assert.That(exchange.FindOrder("a"), Is.Null);
        exchange.AdvanceTo(arrival);
        Assert.That(exchange.FindOrder("a")!.Condition, Is.EqualTo(OrderCondition.Filled));
        Assert.That(exchange.Drain(reports), Is.Zero);
        Assert.That(exchange.ReportsUnderWay, Is.EqualTo(2));
        Assert.That((exchange.NextDueAt!.Value - arrival).TotalMilliseconds, Is.InRange(5, 40));
        exchange.AdvanceTo(Start.AddMilliseconds(80));
        Assert.That(exchange.Drain(reports), Is.EqualTo(2));
        Assert.That(reports.Select(r => r.At), Is.All.EqualTo(arrival), "reports tell when it happened, not when they came");
        Assert.That(exchange.NextDueAt, Is.Null);
    }

    [Test]
    public void Submit_BeforeAQuoteIsObserved_TradesOnTheBookOfItsArrival()
    {
        using var exchange = new SimulatedExchange(Slow, Instruments, Start);
        exchange.ObserveQuote(Free, 10m, 5m, 10m, 5m, Start);
        exchange.Submit(OrderRequest.Market("a", "FREE", Side.Buy, 1m), Start);
        exchange.ObserveQuote(Free, 20m, 5m, 20m, 5m, Start.AddMilliseconds(4));
        exchange.ObserveQuote(Free, 30m, 5m, 30m, 5m, Start.AddMilliseconds(41));
        Assert.That(exchange.ExecutionsSince(0, 9).Single().Price, Is.EqualTo(20m));
    }

    [Test]
    public void Cancel_BehindItsOrder_NeverOvertakesIt()
    {
        using var exchange = new SimulatedExchange(Slow with { Seed = 7 }, Instruments, Start);
        for (var i = 0; i < 50; i++)
        {
            exchange.Submit(OrderRequest.Limit($"c{i}", "FREE", Side.Buy, 1m, 1m), Start);
            exchange.Cancel($"c{i}", Start);
        }

        var reports = new List<ExchangeReport>();
        exchange.AdvanceTo(Start.AddSeconds(1));
        exchange.Drain(reports);
        Assert.That(reports.OfType<ExchangeReport.Cancelled>().Count(), Is.EqualTo(50));
    }

    [Test]
    public void Dispose_RequestsUnderWay_AreLostButAcceptedOrdersAreNot()
    {
        using var folder = new TemporaryFolder();
        var options = Slow with { LedgerPath = folder.File("ledger") };
        using (var exchange = new SimulatedExchange(options, Instruments, Start))
        {
            exchange.Submit(OrderRequest.Limit("arrived", "FREE", Side.Buy, 1m, 1m), Start);
            exchange.AdvanceTo(Start.AddSeconds(1));
            exchange.Submit(OrderRequest.Limit("lost", "FREE", Side.Buy, 1m, 1m), Start.AddSeconds(1));
        }

        using var again = new SimulatedExchange(options, Instruments, Start);
        Assert.That(again.OpenOrders().Select(o => o.Request.ClientOrderId), Is.EqualTo(new[] { "arrived" }));
        Assert.That(again.FindOrder("lost"), Is.Null);
    }

    [Test]
    public void Time_ToldBackwards_StandsStill()
    {
        using var rig = new ExchangeRig();
        rig.AdvanceTo(Start.AddHours(-1));
        Assert.That(rig.Exchange.Now, Is.EqualTo(Start));
    }

    [Test]
    public void Latency_OutOfRange_Throws() =>
        Assert.That(() => new SimulatedExchange(Slow with { RequestLatencyMax = TimeSpan.Zero }, Instruments, Start), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
