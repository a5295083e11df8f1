using NUnit.Framework;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Engine.Routing;

namespace TradingDaemon.Tests.Engine.Algorithms;

/// <summary>A parent whose fills were dearer than its limit, against the middle it was decided on, ends by that name.</summary>
internal sealed class ShortfallTests
{
    private static readonly AlgorithmSpec Twap = ParentWorld.Twap with { ShortfallMaxFraction = 0.002m };

    /// <summary>The middle on arrival is 100.</summary>
    [TestCase("100.19", false)]
    [TestCase("100.2", false, Description = "at the limit")]
    [TestCase("100.21", true)]
    [TestCase("99", false, Description = "better is no shortfall")]
    public void Fill_BeyondTheLimit_EndsTheParent(string price, bool isOver)
    {
        var world = new ParentWorld(Twap) { Fills = false };
        world.Buy(10m);
        world.Bench.Fill(world.Children.Single(), 1m, Decimal(price));
        world.Pass(1);
        Assert.That(world.End?.Why, Is.EqualTo(isOver ? ParentEnd.ShortfallMax : null));
        if (isOver) Assert.That((world.End!.FilledBase, world.End.UnfilledBase, world.End.Reason), Is.EqualTo((1m, 9m, "What is filled was 0.0021 worse than the middle it was decided on, 100; at most 0.002 is granted.")));
        world.Fills = true;
        world.Pass(620);
        Assert.That(world.FilledBase, Is.EqualTo(isOver ? 1m : 10m));
    }

    [Test]
    public void Sale_IsWorseTheLowerItsPrice([Values("99.79", "99.8")] string price)
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec(allowShort: true) with { Execution = Twap }));
        bench.Mark(TestMarket.Eth, 99.95m, 100.05m);
        bench.Signal(SignalKind.Sell, TestMarket.Eth, quantity: 10m);
        bench.Fill(bench.LastOrder, 1m, Decimal(price));
        bench.Now = bench.Now.AddSeconds(1);
        bench.Mark(TestMarket.Eth, 99.95m, 100.05m);
        bench.Clock();
        Assert.That(bench.Facts.OfType<Fact.ParentEnded>().SingleOrDefault()?.Why, Is.EqualTo(price == "99.79" ? ParentEnd.ShortfallMax : null));
    }

    [Test]
    public void Limit_IsOfTheAverage_InTheFactsAlone_AndTakesBackWhatIsShown()
    {
        var world = new ParentWorld(ParentWorld.Iceberg with { ShortfallMaxFraction = 0.002m }) { Fills = false };
        world.Buy(10m);
        world.Bench.Fill(world.Children.Last(), 2m, 99.9m);
        world.Pass(1);
        world.Bench.Accept(world.Children.Last());
        world.Bench.Fill(world.Children.Last(), 1m, 100.7m); // 0.5 worse in all over 3: 0.00167
        Assert.That(world.Parent!.ShortfallFraction, Is.EqualTo(0.005m / 3m).Within(1e-20m));
        Assert.That(AccountBench.Canonical(world.Bench.Recovered().Capture()), Is.EqualTo(world.Bench.Canonical()));
        world.Pass(1);
        Assert.That(world.Parent!.Ending, Is.Null);
        world.Bench.Fill(world.Children.Last(), 0.5m, 100.8m); // 0.9 over 3.5
        world.Pass(1);
        Assert.That((world.Parent!.Ending, world.Bench.Cancels.Single().ClientOrderId), Is.EqualTo(((ParentEnd?)ParentEnd.ShortfallMax, world.Children.Last().ClientOrderId)));
    }

    [Test]
    public void WithoutALimit_NothingEnds_HoweverDear()
    {
        var world = new ParentWorld(ParentWorld.Twap) { Fills = false };
        world.Buy(10m);
        world.Bench.Fill(world.Children.Single(), 1m, 150m);
        world.Pass(1);
        Assert.That((world.Parent!.Ending, world.Parent.ShortfallBase, world.Parent.ShortfallFraction), Is.EqualTo(((ParentEnd?)null, 0m, (decimal?)null)));
    }

    /// <summary>A part under another name is measured by what the arrival's middle is worth there, which is stored with it.</summary>
    [Test]
    public void Part_UnderAnotherName_CarriesTheArrivalInItsOwnCurrency([Values] bool isBounded)
    {
        var bench = new RoutingBench(spec: RoutingBench.Spec with { Execution = isBounded ? Twap : ParentWorld.Twap });
        var sent = bench.Signal(SignalKind.Buy, quantity: 10m)!;
        var parent = bench.Facts.OfType<Fact.ParentOpened>().Single().Order;
        bench.Fill(sent);
        bench.Block(sent.Venue);
        bench.Clock(59.5);
        bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
        bench.Quote(TestMarket.BtcUsdt, 99.95m, 100.05m);
        bench.Clock(0.5);
        sent = bench.Orders.Last();
        decimal RateOf(Symbol symbol) => bench.Engine.Account.Valuation.Rate(bench.Setup.Catalog.Find(symbol)!)!.Value;
        Assert.That((sent.Symbol == parent.Symbol, sent.Child!.ArrivalQuote), Is.EqualTo((false, isBounded ? parent.ArrivalMid * RateOf(parent.Symbol) / RateOf(sent.Symbol) : (decimal?)null)));
    }

    private static decimal Decimal(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
