using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Account;
using TradingDaemon.Storage.Json;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Gauges;

/// <summary>What a venue told of its buying power, and what was spent of it since. IBM is bought at 200.05 and sold at 199.95.</summary>
public sealed class BuyingPowerBookTests
{
    private const decimal Ask = 200.05m;

    [Test]
    public void Take_AStatementThatTellsIt_IsRememberedAndWhatIsSentSinceCounts()
    {
        var bench = Told(50_000m);
        var first = Buy(bench, 10m);
        Assert.That(Spent(bench), Is.EqualTo(10m * Ask), "it works");
        bench.Fill(first, 4m, 199m);
        Assert.That(Spent(bench), Is.EqualTo((6m * Ask) + (4m * 199m)), "what filled counts at its price");
        bench.Report(new VenueEvent.CancelDone(first.ClientOrderId, "test", bench.Now) { FilledBase = 4m });
        Assert.That(Spent(bench), Is.EqualTo(4m * 199m), "what was cancelled is free again");
        bench.Signal(SignalKind.Close, TestMarket.Ibm);
        bench.Fill(bench.LastOrder);
        Assert.That(Spent(bench), Is.EqualTo(4m * 199m), "a sale brings nothing before the venue tells it");
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 2m);
        Assert.That(Spent(bench), Is.EqualTo((4m * 199m) + (2m * Ask)));
        Tell(bench, 40_000m);
        Assert.That((Power(bench)!.Told.Shares, Spent(bench)), Is.EqualTo(((decimal?)40_000m, 0m)), "told anew, all of it is in the figure");
    }

    [Test]
    public void Take_AStatementThatShowsAnOrder_CountsItInAndNoOther()
    {
        var bench = Told(50_000m);
        var (shown, hidden) = (Buy(bench, 10m), Buy(bench, 20m, TestMarket.Eth));
        Tell(bench, 40_000m, shown);
        Assert.That(Power(bench)!.Working.Select(static order => order.ClientOrderId), Is.EqualTo(new[] { hidden.ClientOrderId }));
        var of = Spent(bench);
        bench.Fill(shown, 10m);
        Assert.That(Spent(bench), Is.EqualTo(of), "it was taken off by the venue");
        bench.Fill(hidden, 20m, 10m);
        Assert.That(Spent(bench), Is.EqualTo(200m));
    }

    /// <summary>An order that was given up and filled after all: nobody knows whether the figure had it.</summary>
    [Test]
    public void Take_AFillOfAnOrderThatHadEnded_Counts()
    {
        var bench = Told(50_000m);
        var order = Buy(bench, 10m);
        bench.Report(new VenueEvent.ProvenAbsent(order.ClientOrderId, "test", bench.Now));
        Tell(bench, 50_000m);
        Assert.That(Spent(bench), Is.Zero);
        bench.Fill(order, 10m, 200m);
        Assert.That(Spent(bench), Is.EqualTo(2_000m));
    }

    [Test]
    public void Take_TheSameAgain_IsNoFactUntilItIsHalfAsOldAsItMayBe()
    {
        var bench = Told(50_000m);
        var before = bench.Books.Sequence;
        bench.Now += TimeSpan.FromSeconds(59);
        Tell(bench, 50_000m);
        Assert.That(bench.Books.Sequence, Is.EqualTo(before));
        bench.Now += TimeSpan.FromSeconds(1);
        Tell(bench, 50_000m);
        Assert.That((bench.Books.Sequence, Power(bench)!.Told.At), Is.EqualTo((before + 1, bench.Now)));
        Tell(bench, 49_999.99m);
        Assert.That(bench.Books.Sequence, Is.EqualTo(before + 2));
    }

    [Test]
    public void Take_OverARestart_IsTheSame()
    {
        var bench = Told(50_000m);
        var first = Buy(bench, 10m);
        bench.Fill(first, 4m);
        foreach (var again in new[] { bench.Recovered(), new AccountEngine(bench.Setup, bench.Engine.Capture()) })
            Assert.That((AccountBench.Canonical(again.Capture()), again.Account.Books.Gauges.BuyingPower.Of("simulated")), Is.EqualTo((bench.Canonical(), Power(bench))));
    }

    [Test]
    public void Gate_WhereTheVenueTellsIt_RefusesWhatItDoesNotCover_AndLetsExitsPass()
    {
        var bench = Told(2_500m);
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 3m);
        Assert.That((bench.Orders.Count, bench.Refusals.Last().Rule), Is.EqualTo((1, RiskRule.BuyingPower)), "10 and 3 are 2,613.65 with what is on top");
        bench.Clock(TimeSpan.FromMinutes(3));
        bench.Quote(TestMarket.Ibm, 199.95m, Ask);
        bench.Signal(SignalKind.Close, TestMarket.Ibm);
        Assert.That((bench.Orders.Count, bench.LastOrder.IsReduceOnly), Is.EqualTo((2, true)), "an exit passes, however old the figure is");
    }

    /// <summary>Whatever the account's own cash says is all there is to it, and nothing is written.</summary>
    [Test]
    public void Gate_WhereTheVenueTellsNone_IsAsWithoutIt()
    {
        var bench = AccountBench.Running();
        bench.Statement();
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        Assert.That(bench.Facts.OfType<Fact.BuyingPowerTold>(), Is.Empty);
        Assert.That((bench.Engine.Capture().BuyingPowers, bench.Canonical().Contains("buyingPower", StringComparison.OrdinalIgnoreCase)), Is.EqualTo(((object?)null, false)), "a checkpoint as before");
        Assert.That(JsonSerializer.Deserialize(bench.Canonical(), Spelling.AccountState)!.BuyingPowers, Is.Null, "a checkpoint of a version without it");
    }

    private static AccountBench Told(decimal shares)
    {
        var bench = AccountBench.Running();
        bench.Engine.Account.Offers.TellBuyingPower("simulated", isTold: true);
        Tell(bench, shares);
        return bench;
    }

    private static void Tell(AccountBench bench, decimal shares, params OrderIntent[] shown) => bench.Statement(
        power: new ToldBuyingPower(bench.Now, "USD", shares, 10_000m, null),
        open: [.. shown.Select(static order => new OrderReport(order.ClientOrderId, $"V-{order.ClientOrderId}", order.Symbol, order.Side, OrderStatus.Open, order.Terms.Quantity.Base, 0m))]);

    private static OrderIntent Buy(AccountBench bench, decimal quantity, int instrument = TestMarket.Ibm)
    {
        var before = bench.Orders.Count;
        bench.Signal(SignalKind.Buy, instrument, quantity: quantity);
        Assert.That(bench.Orders, Has.Count.EqualTo(before + 1), $"{bench.Refusals.LastOrDefault()}");
        return bench.LastOrder;
    }

    private static VenueBuyingPower? Power(AccountBench bench) => bench.Books.Gauges.BuyingPower.Of("simulated");

    private static decimal Spent(AccountBench bench) => Power(bench)!.SpentQuote;
}
