using NUnit.Framework;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Ordering;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Tests.Engine.Account;
using static TradingDaemon.Tests.Engine.RiskGate.RiskBench;

namespace TradingDaemon.Tests.Engine.RiskGate;

/// <summary>Greeks and the volatility index: at their limits, beside them, stale and unknown.</summary>
public sealed class OptionRulesTests
{
    [Test]
    public void Greeks_OfOneOrder_AreLimitedWithTheMultiplier()
    {
        var bench = Quoted(Wide with { OptionTradeDeltaMax = 500m }); // 100 × 0.5 a contract
        Assert.That((Ask(bench, 9m), Ask(bench, 10m)), Is.EqualTo(((RiskRefusal?)null, (RiskRefusal?)null)));
        AssertRefused(Ask(bench, 11m), RiskRule.OptionGreeks, 500m, 550m);
        bench = Quoted(Wide with { OptionTradeGammaMax = 20m }); // 100 × 0.02
        Assert.That(Ask(bench, 10m), Is.Null);
        AssertRefused(Ask(bench, 11m), RiskRule.OptionGreeks, 20m, 22m);
    }

    [Test]
    public void Greeks_OfAllOptions_CountWhatIsHeldAndInFlightTheSameWay()
    {
        var bench = Quoted(Wide with { OptionDeltaMax = 1_000m, OptionGammaMax = 1_000m });
        bench.Account.Trade(SignalKind.Buy, TestMarket.Call, "beta", 6m);  // 300
        bench.Account.Signal(SignalKind.Buy, TestMarket.Call, "beta", 4m); // 200 in flight
        Assert.That(Ask(bench, 10m), Is.Null);
        AssertRefused(Ask(bench, 11m), RiskRule.OptionGreeks, 1_000m, 1_050m);
        Assert.That(Ask(bench, 26m, OrderSide.Sell), Is.Null, "300 − 1,300: what may be bought does not count against a sale.");
        AssertRefused(Ask(bench, 27m, OrderSide.Sell), RiskRule.OptionGreeks, 1_000m, 1_050m);
    }

    [Test]
    public void Greeks_UnknownOrStale_AreARefusal_ButOnlyWhereALimitAsks()
    {
        var bench = Quoted(Wide with { OptionDeltaMax = 1_000m });
        AssertRefused(Ask(bench, 1m, greeks: false), RiskRule.OptionGreeks, 1_000m, 0m);
        bench.Account.Now += TimeSpan.FromMinutes(5);
        bench.Account.Quote(TestMarket.Call, 1m, 1m);
        Assert.That(Ask(bench, 1m), Is.Null);
        bench.Account.Now += TimeSpan.FromTicks(1);
        AssertRefused(Ask(bench, 1m), RiskRule.OptionGreeks, 1_000m, 0m);
        bench.Account.Quote(TestMarket.Ibm, 99m, 100m);
        Assert.That(bench.Check(1m), Is.Null, "A share has no Greeks.");
        Assert.That(Ask(Quoted(Wide), 1m, greeks: false), Is.Null);
    }

    [Test]
    public void Greeks_OfAnotherHeldOptionNobodyTold_AreARefusal()
    {
        var catalog = new TradingDaemon.Domain.Instruments.InstrumentCatalog(TestMarket.Catalog.All.Select(static one => one.Id.Index == TestMarket.Sap ? one with { AssetClass = TradingDaemon.Domain.Instruments.AssetClass.Option, Quote = TradingDaemon.Domain.Measures.Currency.Usd } : one));
        var bench = Quoted(Wide with { OptionDeltaMax = 1_000m }, catalog);
        bench.Account.Quote(TestMarket.Sap, 1m, 1m);
        bench.Account.Engine.Take(TestMarket.At(TestMarket.Sap).Id, new OptionGreeks(0.5m, 0.02m, bench.Account.Now));
        bench.Account.Trade(SignalKind.Buy, TestMarket.Sap, "beta", 2m);
        Assert.That(Ask(bench, 1m), Is.Null);
        bench.Account.Now += TimeSpan.FromMinutes(6);
        bench.Account.Quote(TestMarket.Call, 1m, 1m);
        bench.Account.Quote(TestMarket.Sap, 1m, 1m);
        bench.Account.Engine.Take(TestMarket.At(TestMarket.Call).Id, new OptionGreeks(0.5m, 0.02m, bench.Account.Now));
        AssertRefused(Ask(bench, 1m), RiskRule.OptionGreeks, 1_000m, 0m);
    }

    [Test]
    public void VolatilityIndex_AboveItsLimit_HalvesTheLargestOrder()
    {
        var bench = new RiskBench(Wide with { VolatilityIndexSymbol = "HALT", OrderNotionalMaxAccount = 10_000m });
        bench.Account.Quote(TestMarket.Halted, 30m, 30m);
        Assert.That(bench.Check(100m), Is.Null, "at the limit");
        bench.Account.Quote(TestMarket.Halted, 30m, 30.01m);
        Assert.That((bench.Check(49m), bench.Check(50m)), Is.EqualTo(((RiskRefusal?)null, (RiskRefusal?)null)));
        AssertRefused(bench.Check(51m), RiskRule.VolatilityIndex, 5_000m, 5_100m);
    }

    /// <summary>Bug: far below the largest order an index above its limit halved nothing.</summary>
    [TestCase(30, 24.987)]
    [TestCase(30.01, 12.493)]
    public void Take_AnEntryFarBelowTheLargestOrder_WithTheIndexAboveItsLimit_IsHalved(double index, double expected)
    {
        var limits = new RiskLimits { VolatilityIndexSymbol = TestMarket.SymbolOf(TestMarket.Halted).Text };
        var bench = AccountBench.Running(TestMarket.Setup(limits, TestMarket.Spec() with { SizeFraction = 0.05m }) with { Spreads = new SpreadLimits(IsEnabled: false) }, cash: 50_000m);
        bench.Quote(TestMarket.Halted, (decimal)index, (decimal)index);
        bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
        bench.Signal(SignalKind.Buy, TestMarket.Btc);
        Assert.That(bench.LastOrder.Terms.Quantity.Base, Is.EqualTo((decimal)expected));
    }

    [TestCase(30, 100), TestCase(30.01, 50)]
    public void Parts_OfAnEntry_AreNoLargerThanTheIndexLetsOneOrderBe(double index, double most)
    {
        var bench = new RiskBench(Wide with { VolatilityIndexSymbol = TestMarket.SymbolOf(TestMarket.Halted).Text, OrderNotionalMaxAccount = 10_000m });
        bench.Account.Quote(TestMarket.Halted, (decimal)index, (decimal)index);
        var (account, symbol) = (bench.Account.Engine.Account, TestMarket.SymbolOf(TestMarket.Ibm));
        var parent = new ParentOrder
        {
            Id = new ParentId(1), Strategy = AccountBench.Alpha, Symbol = symbol, Side = OrderSide.Buy, QuantityBase = 1_000m, Slices = 1, StartAt = bench.Account.Now,
            ArrivalBid = 99m, ArrivalAsk = 100m, Reason = "Because.", Terms = AlgorithmSpec.Direct,
        };
        Assert.That(ChildSizing.MostBase(account, parent, TestMarket.At(TestMarket.Ibm), account.Marks.Find(TestMarket.At(TestMarket.Ibm).Id)), Is.EqualTo((decimal)most));
    }

    [Test]
    public void VolatilityIndex_WithoutAFreshQuote_KeepsEntriesOutAndLetsExitsPass()
    {
        var bench = new RiskBench(Wide with { VolatilityIndexSymbol = "HALT", OrderNotionalMaxAccount = 10_000m });
        AssertRefused(bench.Check(1m), RiskRule.VolatilityIndex, 5_000m, 0m);
        bench.Account.Quote(TestMarket.Halted, 20m, 20m);
        bench.Account.Now += TimeSpan.FromMinutes(2);
        bench.Account.Quote(TestMarket.Ibm, 99m, 100m);
        Assert.That(bench.Check(1m), Is.Null);
        bench.Account.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        bench.Account.Now += TimeSpan.FromTicks(1);
        AssertRefused(bench.Check(1m), RiskRule.VolatilityIndex, 5_000m, 0m);
        Assert.That(bench.Check(1m, OrderSide.Sell, change: Exit), Is.Null);
        Assert.That(new RiskBench(Wide with { VolatilityIndexSymbol = "GONE" }).Rule(1m), Is.EqualTo(RiskRule.VolatilityIndex));
    }

    private static RiskBench Quoted(RiskLimits limits, TradingDaemon.Domain.Instruments.InstrumentCatalog? catalog = null)
    {
        var bench = new RiskBench(limits, catalog: catalog);
        bench.Account.Quote(TestMarket.Call, 1m, 1m);
        bench.Account.Engine.Take(TestMarket.At(TestMarket.Call).Id, new OptionGreeks(0.5m, 0.02m, bench.Account.Now));
        return bench;
    }

    private static RiskRefusal? Ask(RiskBench bench, decimal quantity, OrderSide side = OrderSide.Buy, bool greeks = true) => bench.Check(quantity, side, TestMarket.Call, order =>
        order with { Greeks = greeks ? bench.Account.Engine.Account.Greeks : null, Instrument = order.Instrument with { Shortable = true } });
}
