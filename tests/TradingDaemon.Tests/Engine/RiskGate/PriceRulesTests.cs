using NUnit.Framework;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Tests.Engine.Account;
using static TradingDaemon.Tests.Engine.RiskGate.RiskBench;

namespace TradingDaemon.Tests.Engine.RiskGate;

/// <summary>Quotes, prices, and orders that contradict those that are out: each rule at its limit and beside it.</summary>
public sealed class PriceRulesTests
{
    [Test]
    public void QuoteFresh_AtTheLimit_PassesAndATickOlderNot_ExitsNeither()
    {
        var bench = new RiskBench();
        RiskRefusal? Aged(TimeSpan age, bool isExit = false) => bench.Check(1m, change: order =>
            (isExit ? Exit(order) : order) with { Quote = order.Quote with { ReceivedTime = order.Now - age } });
        Assert.That((Aged(TimeSpan.Zero), Aged(TimeSpan.FromSeconds(2))), Is.EqualTo(((RiskRefusal?)null, (RiskRefusal?)null)));
        AssertRefused(Aged(TimeSpan.FromSeconds(2.5)), RiskRule.QuoteFresh, 2m, 2.5m);
        AssertRefused(Aged(TimeSpan.FromSeconds(-2.5)), RiskRule.QuoteFresh, 2m, 2.5m); // of the future: the clock was set back
        AssertRefused(Aged(TimeSpan.FromSeconds(2.5), isExit: true), RiskRule.QuoteFresh, 2m, 2.5m);
    }

    /// <summary>99 bid, 100 asked: 5 % through the touch are 105 and 94.05.</summary>
    [Test]
    public void PriceCollar_AtTheLimit_PassesAndATickFurtherNot()
    {
        var bench = new RiskBench();
        Assert.That((bench.Check(1m, change: At(105m)), bench.Check(1m, OrderSide.Sell, change: At(94.05m))), Is.EqualTo(((RiskRefusal?)null, (RiskRefusal?)null)));
        AssertRefused(bench.Check(1m, change: At(105.01m)), RiskRule.PriceCollar, 0.05m, 0.0501m);
        AssertRefused(bench.Check(1m, OrderSide.Sell, change: At(94.04m)), RiskRule.PriceCollar, 0.05m, 4.96m / 99m);
        Assert.That((bench.Check(1m, change: At(50m)), bench.Check(1m, OrderSide.Sell, change: At(200m))), Is.EqualTo(((RiskRefusal?)null, (RiskRefusal?)null)), "Far on the resting side is only patient.");
        AssertRefused(new RiskBench(Wide with { PriceCollarFraction = 0.01m }).Check(1m, change: At(101.01m)), RiskRule.PriceCollar, 0.01m, 0.0101m);
    }

    [Test]
    public void SelfCross_OfAnOrderThatWouldMeetOurOwn_IsRefusedFromTheirPriceOn()
    {
        var bench = Resting(); // beta's buy rests at 99
        Assert.That(bench.Check(1m, OrderSide.Sell, change: At(99.01m)), Is.Null);
        AssertRefused(bench.Check(1m, OrderSide.Sell, change: At(99m)), RiskRule.SelfCross, 99m, 99m);
        AssertRefused(bench.Check(1m, OrderSide.Sell, change: At(98.99m)), RiskRule.SelfCross, 99m, 98.99m);
        AssertRefused(bench.Check(1m, OrderSide.Sell), RiskRule.SelfCross, 99m, 99m);
        Assert.That(bench.Check(1m, change: At(99m)), Is.Null, "The same side meets nobody.");
        Assert.That(bench.Check(1m, OrderSide.Sell, TestMarket.Eth), Is.Null, "Another instrument neither.");
    }

    [Test]
    public void SelfCross_LetsExitsAndStopsPass_AndForgetsWhatEnded()
    {
        var bench = Resting();
        Assert.That(bench.Check(1m, OrderSide.Sell, change: static order => order with { Intent = order.Intent with { Terms = new OrderTerms.Stop(order.Intent.Terms.Quantity, Price.From(95m)) } }), Is.Null);
        bench.Account.Report(new TradingDaemon.Domain.Ports.VenueEvent.CancelDone(bench.Account.LastOrder.ClientOrderId, "test", bench.Account.Now));
        Assert.That(bench.Check(1m, OrderSide.Sell), Is.Null);
    }

    [Test]
    public void DuplicateIntent_OfAnIdThatWasGiven_IsRefusedOpenAndEnded()
    {
        var bench = new RiskBench();
        var given = bench.Account.Trade(SignalKind.Buy, TestMarket.Ibm, "beta", 1m).ClientOrderId;
        AssertRefused(bench.Check(1m, change: order => order with { Intent = order.Intent with { ClientOrderId = given } }), RiskRule.DuplicateIntent, 0m, 1m);
        bench.Account.Signal(SignalKind.Buy, TestMarket.Ibm, "beta", 1m);
        AssertRefused(bench.Check(1m, change: order => Exit(order with { Intent = order.Intent with { ClientOrderId = bench.Account.LastOrder.ClientOrderId } })), RiskRule.DuplicateIntent, 0m, 1m);
    }

    [Test]
    public void ReduceOnly_OfMoreThanIsHeld_OrOnTheWrongSide_IsRefused()
    {
        var bench = new RiskBench();
        AssertRefused(bench.Check(1m, OrderSide.Sell, change: Exit), RiskRule.ReduceOnly, 0m, 1m);
        bench.Account.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        bench.Account.Trade(SignalKind.Buy, TestMarket.Ibm, "beta", 5m);
        Assert.That((bench.Check(9m, OrderSide.Sell, change: Exit), bench.Check(10m, OrderSide.Sell, change: Exit)), Is.EqualTo(((RiskRefusal?)null, (RiskRefusal?)null)));
        AssertRefused(bench.Check(11m, OrderSide.Sell, change: Exit), RiskRule.ReduceOnly, 10m, 11m);
        AssertRefused(bench.Check(1m, OrderSide.Buy, change: Exit), RiskRule.ReduceOnly, 0m, 1m);
        AssertRefused(bench.Check(1m, OrderSide.Sell, change: static order => Exit(order with { Intent = order.Intent with { Strategy = new("gamma") } })), RiskRule.ReduceOnly, 0m, 1m);
    }

    private static Func<RiskCase, RiskCase> At(decimal price) =>
        order => order with { Intent = order.Intent with { Terms = new OrderTerms.Limit(order.Intent.Terms.Quantity, Price.From(price), TimeInForce.GoodTilCancelled, false) } };

    private static RiskBench Resting()
    {
        var bench = new RiskBench(beta: Spec with { Id = new("beta"), OrderStyle = OrderStyle.PostOnly });
        bench.Account.Signal(SignalKind.Buy, TestMarket.Ibm, "beta", 1m);
        return bench;
    }
}
