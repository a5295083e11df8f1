using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.RiskGate;
using TradingDaemon.Engine.Sizing;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Engine.RiskGate;

namespace TradingDaemon.Tests.Engine.Sizing;

/// <summary>An entry beyond a cap becomes as large as every cap lets pass, to the lot, or is refused as it would have been.</summary>
internal sealed class CapFitTests
{
    [Test]
    public void Entry_BeyondACap_IsRefused_UnlessItsStrategyShrinks()
    {
        var strict = AccountBench.Running();
        strict.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 60m); // 12,003 of 10,000
        Assert.That((strict.Orders.Count, strict.Refusals.Single().Rule), Is.EqualTo((0, RiskRule.OrderNotionalMax)));
        var bench = AccountBench.Running(TestMarket.Setup(Shrinking));
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 60m);
        Assert.That((bench.LastOrder.Terms.Quantity.Base, bench.LastOrder.Reason), Is.EqualTo((49m, "Because. Shrunk from 60 to what OrderNotionalMax lets pass.")));
    }

    [Test]
    public void RiskOfFivePercent_WithAStopOfTwo_NoLongerContradictsItsCaps()
    {
        var spec = Shrinking with { Sizing = Shrinking.Sizing with { Method = SizingMethod.Risk, RiskFraction = 0.05m }, Protection = new ProtectionSpec { StopFraction = 0.02m } };
        var bench = AccountBench.Running(TestMarket.Setup(new RiskLimits { OrderNotionalMaxAccount = 1e6m, PositionMaxFraction = 0.05m }, spec));
        bench.Signal(SignalKind.Buy, TestMarket.Ibm); // 2.5 times equity by its risk, a twentieth by its cap
        Assert.That(bench.LastOrder.Terms.Quantity.Base, Is.EqualTo(24m));
    }

    [Test]
    public void Entry_WithWhatIsInFlight_IsShrunkToWhatIsLeft()
    {
        var bench = AccountBench.Running(TestMarket.Setup(Shrinking, Shrinking with { Id = new StrategyId("beta") }));
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 49m);
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, "beta", quantity: 60m);
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, "gamma", quantity: 60m);
        Assert.That(bench.Orders.Select(static order => order.Intent.Terms.Quantity.Base), Is.EqualTo(new[] { 49m, 49m }));
    }

    [Test]
    public void Entry_WhereNothingPasses_IsRefusedByTheSameCap()
    {
        var bench = AccountBench.Running(TestMarket.Setup(new RiskLimits { PositionMaxFraction = 0.001m }, Shrinking));
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        Assert.That((bench.Orders.Count, bench.Refusals.Single().Rule, bench.Refusals.Single().Asked > 0.0199m), Is.EqualTo((0, RiskRule.PositionMax, true)));
    }

    [Test]
    public void Shrunk_IsTheLargestThatPasses_AndOneLotMoreDoesNot([Range(1, 3)] int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 200; i++)
        {
            var limits = RiskBench.Wide with
            {
                OrderNotionalMaxAccount = random.Next(100, 100_000), PositionMaxFraction = random.Next(1, 100) / 100m, StrategyExposureMaxFraction = random.Next(1, 100) / 100m,
                GrossExposureMaxFraction = random.Next(2) == 0 ? null : random.Next(1, 100) / 100m, OpenRiskTradeMaxFraction = random.Next(2) == 0 ? null : random.Next(1, 100) / 1000m,
            };
            var bench = new RiskBench(limits);
            var wanted = random.Next(1, 100_000);
            bench.Check(wanted, change: order =>
            {
                order = order with { Intent = order.Intent with { Protection = random.Next(2) == 0 ? null : new ProtectionTerms { StopDistanceQuote = random.Next(1, 50) } } };
                var fits = CapFit.Shrink(order);
                var quantity = fits.Intent.Terms.Quantity.Base;
                var passes = RiskRules.CapRefusal(fits) is null;
                if (passes && quantity < wanted) Assert.That(RiskRules.CapRefusal(Of(order, quantity + 1m)), Is.Not.Null, $"seed {seed}, {i}: {quantity} of {wanted}");
                if (!passes) Assert.That((quantity, RiskRules.CapRefusal(Of(order, 1m)) is null), Is.EqualTo(((decimal)wanted, false)), $"seed {seed}, {i}: not even one");
                return order;
            });
        }
    }

    /// <summary>Bug: halving took "below the least quantity" for a cap and looked only lower, so that an entry that would have fitted was refused.</summary>
    [Test]
    public void Entry_BeyondACapAboveALeastQuantity_FindsWhatFits()
    {
        var catalog = new InstrumentCatalog(TestMarket.Catalog.All.Select(static one => one.Id.Index == TestMarket.Ibm ? one with { QuantityMin = 40m } : one));
        var bench = AccountBench.Running(TestMarket.Setup(Shrinking) with { Catalog = catalog });
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 60m);
        Assert.That(bench.LastOrder.Terms.Quantity.Base, Is.EqualTo(49m));
    }

    private static TradingDaemon.Engine.RiskGate.Cases.RiskCase Of(TradingDaemon.Engine.RiskGate.Cases.RiskCase order, decimal quantity) =>
        order with { Intent = order.Intent with { Terms = order.Intent.Terms with { Quantity = TradingDaemon.Domain.Measures.Quantity.From(quantity) } } };

    private static StrategySpec Shrinking => TestMarket.Spec() with { Sizing = new SizingSpec { OnCap = CapPolicy.Shrink } };
}
