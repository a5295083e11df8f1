using NUnit.Framework;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Algorithms;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Engine.Routing;

namespace TradingDaemon.Tests.Engine.Algorithms;

/// <summary>What is more than the books show is cut into parts, and spread over every venue that holds it.</summary>
public sealed class SplitTests
{
    [Test]
    public void Part_IsWhatTheTouchShows_AndTheNextFollowsAfterThePause()
    {
        var world = new ParentWorld(ParentWorld.Split); // the touch shows 10
        world.Buy(25m);
        Assert.That((world.Children.Single().Terms.Quantity.Base, ((OrderTerms.Limit)world.Children.Single().Terms).TimeInForce), Is.EqualTo((10m, TimeInForce.ImmediateOrCancel)));
        world.Pass(2);
        Assert.That(world.Children.Count(), Is.EqualTo(1));
        world.Pass(10);
        Assert.That(world.Children.Select(static child => child.Terms.Quantity.Base), Is.EqualTo(new[] { 10m, 10m, 5m }));
        Assert.That((world.End!.Why, world.FilledBase), Is.EqualTo((ParentEnd.Completed, 25m)));
    }

    [TestCase(500, 4.991, Description = "500 at the cap, 100.15 a coin")]
    [TestCase(100_000, 10)]
    public void Part_IsWorthNoMoreThanItMay(decimal most, decimal expected)
    {
        var world = new ParentWorld(ParentWorld.Split with { ChildNotionalMaxAccount = most });
        world.Buy(25m);
        Assert.That(world.Children.First().Terms.Quantity.Base, Is.EqualTo(expected == 4.991m ? 4.992m : expected));
    }

    [Test]
    public void Parts_GoToEachVenue_ForWhatItShowsCheapest_AtOnce()
    {
        var bench = new RoutingBench(spec: RoutingBench.Spec with { Execution = ParentWorld.Split with { CapFraction = 0.01m } }); // here a taker pays 0.4 %, there 0.1 %
        bench.Engine.Take(TestMarket.At(TestMarket.Btc).Id, new BookSnapshot([new(99.95m, 9m)], [new(100.05m, 2m), new(100.06m, 100m)]));
        bench.Engine.Take(TestMarket.At(TestMarket.BtcUsdt).Id, new BookSnapshot([new(99.95m, 9m)], [new(100.05m, 3m), new(100.30m, 1m), new(100.40m, 50m)]));
        bench.Signal(SignalKind.Buy, quantity: 10m);
        Assert.That(bench.Orders.Select(static order => (order.Venue, order.Terms.Quantity.Base, order.Child!.Number, order.Child.Slice)), Is.EquivalentTo(new[]
        {
            (RoutingBench.There, 4m, 2, 0), (RoutingBench.Here, 6m, 1, 0), // there 100.30 with its fee is less than 100.06 with the fee here
        }));
        foreach (var order in bench.Orders.ToList()) bench.Fill(order);
        bench.Clock(1);
        Assert.That(bench.Facts.OfType<Fact.ParentEnded>().Single(), Has.Property("Why").EqualTo(ParentEnd.Completed).And.Property("FilledBase").EqualTo(10m));
    }

    /// <summary>Bug: the books of all names of a thing were walked, and a part went to one that is switched off for its strategy.</summary>
    [Test]
    public void Parts_GoToNoNameThatIsSwitchedOffForTheirStrategy()
    {
        var bench = new RoutingBench(spec: RoutingBench.Spec with { Execution = ParentWorld.Split with { CapFraction = 0.01m }, DisabledSymbols = ["BTC/USDT"] }); // cheaper, and off
        bench.Engine.Take(TestMarket.At(TestMarket.Btc).Id, new BookSnapshot([new(99.95m, 9m)], [new(100.05m, 2m)]));
        bench.Engine.Take(TestMarket.At(TestMarket.BtcUsdt).Id, new BookSnapshot([new(99.95m, 9m)], [new(100.05m, 3m)]));
        bench.Signal(SignalKind.Buy, quantity: 10m);
        Assert.That(bench.Orders.Select(static order => (order.Venue, order.Terms.Quantity.Base)), Is.EqualTo(new[] { (RoutingBench.Here, 2m) }));
    }

    [Test]
    public void Part_WaitsWhileNothingIsShownWithinTheCap()
    {
        var world = new ParentWorld(ParentWorld.Split);
        world.Buy(25m);
        (world.Bid, world.Ask) = (100.16m, 100.26m);
        world.Pass(10);
        Assert.That((world.Children.Count(), world.Bench.Refusals.Single().Rule, world.Bench.Refusals.Single().Detail), Is.EqualTo((1, RiskRule.SlippageMax, "Wait: no book shows anything that is not beyond 100.15005.")));
    }

    [Test]
    public void Allocate_TakesTheCheapestUnitFirst_NoMoreThanShown_NorThanEachMayGet()
    {
        ShownBook[] books =
        [
            new() { Levels = [new(100m, 1m), new(102m, 5m)], EffectivePerQuote = 1m },
            new() { Levels = [new(101m, 2m), new(103m, 5m)], EffectivePerQuote = 1m },
            new() { TouchQuote = 90m, TouchBase = 1m, EffectivePerQuote = 1.2m }, // 108 with its fee
        ];
        var got = new decimal[3];
        SplitAllocation.Allocate(OrderSide.Buy, 6m, books, [9m, 9m, 9m], got);
        Assert.That(got, Is.EqualTo(new[] { 4m, 2m, 0m }));
        SplitAllocation.Allocate(OrderSide.Buy, 100m, books, [2m, 9m, 9m], got);
        Assert.That(got, Is.EqualTo(new[] { 2m, 7m, 1m }), "the rest nobody shows");
        SplitAllocation.Allocate(OrderSide.Sell, 2m, [books[0] with { CapQuote = 101m }, books[1] with { CapQuote = 101m }, default], [9m, 9m, 9m], got);
        Assert.That(got, Is.EqualTo(new[] { 0m, 2m, 0m }), "a sale below its cap is none");
        SplitAllocation.Allocate(OrderSide.Buy, 7m, [books[2] with { TouchBase = null }], [9m], got.AsSpan(0, 1));
        Assert.That(got[0], Is.EqualTo(7m), "a size nobody told counts as enough");
    }

    [TestCase(1, 10, 10, 1)]
    [TestCase(0.05, 10, 10, 0, Description = "less than the venue takes")]
    [TestCase(9.95, 10, 10, 10, Description = "what would be left could not be sent: it goes along")]
    [TestCase(9.95, 10, 9.95, 5, Description = "where it may not, the whole is halved")]
    [TestCase(20, 10, 7, 7)]
    [TestCase(-1, 10, 7, 0)]
    public void Size_LeavesNothingThatCannotBeSent(decimal wanted, decimal left, decimal most, decimal expected) =>
        Assert.That(SliceSize.Of(TestMarket.At(TestMarket.Btc), wanted, left, most, 100m), Is.EqualTo(expected));
}
