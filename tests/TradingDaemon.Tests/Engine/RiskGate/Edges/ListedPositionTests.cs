using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.RiskGate;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Engine.Stakes;
using TradingDaemon.Tests.Engine.Account;
using static TradingDaemon.Tests.Engine.RiskGate.RiskBench;

namespace TradingDaemon.Tests.Engine.RiskGate.Edges;

/// <summary>One pair at two venues is one position to its limit, whatever the limit on its underlying is.</summary>
public sealed class ListedPositionTests
{
    private const int Elsewhere = TestMarket.Eth;

    // Bitcoin for dollars once more, at another venue: the second name of the same pair.
    private static readonly InstrumentCatalog Catalog = new(TestMarket.Catalog.All.Select(static one => one.Id.Index == Elsewhere ? TestMarket.At(TestMarket.Btc) with { Id = one.Id, Symbol = TestMarket.SymbolOf(TestMarket.Btc).ListedAt("other"), MinNotional = 0m } : one.Id.Index == TestMarket.BtcUsdt ? one with { Shortable = true } : one));

    private static readonly RiskLimits Limits = Wide with { PositionMaxFraction = 0.20m, ConcentrationMaxFraction = 1e3m };

    [TestCase(TestMarket.Btc, Elsewhere)]
    [TestCase(Elsewhere, TestMarket.Btc)]
    public void Position_HeldAtOneVenueAndAskedAtTheOther_IsTheSum(int held, int asked)
    {
        var bench = Bench();
        bench.Account.Trade(SignalKind.Buy, held, "beta", 100m); // bought at 100, worth 9,900
        var equity = bench.Account.Engine.Account.Equity()!.Value;
        Assert.That(Check(bench, 98m, asked), Is.Null, "9,900 and 9,800 of 99,900 are 19.7 %.");
        Assert.That(Check(bench, 100.8m, asked), Is.Null, "9,900 and 10,080 are the limit.");
        AssertRefused(Check(bench, 100.801m, asked), RiskRule.PositionMax, 0.20m, (9_900m + 10_080.1m) / equity);
    }

    [Test]
    public void Position_InFlightAtTheOtherVenue_IsCounted()
    {
        var bench = Bench();
        bench.Account.Signal(SignalKind.Buy, Elsewhere, "beta", 100m); // 10,000 under way, nothing held
        Assert.That(Check(bench, 100m, TestMarket.Btc), Is.Null, "20,000 of 100,000 are the limit.");
        AssertRefused(Check(bench, 100.001m, TestMarket.Btc), RiskRule.PositionMax, 0.20m, 20_000.1m / 100_000m);
    }

    [Test]
    public void Position_InWhatTheOtherVenueHasNoPriceFor_IsNotJudged()
    {
        var bench = Bench();
        bench.Account.Trade(SignalKind.Buy, Elsewhere, "beta", 1m);
        var unpriced = bench.Account.Recovered();
        unpriced.Take(TestMarket.Quote(TestMarket.Btc, 99m, 100m, bench.Account.Now));
        AssertRefused(Check(bench, 1m, TestMarket.Btc, order => order with { Books = unpriced.Account.Books, Valuation = unpriced.Account.Valuation }), RiskRule.PositionMax, 0.20m, 0m);
    }

    [Test]
    public void Position_InTheSameCoinForAnotherCurrency_IsAnother()
    {
        var bench = Bench();
        bench.Account.Quote(TestMarket.BtcUsdt, 99m, 100m);
        bench.Account.Trade(SignalKind.Sell, TestMarket.BtcUsdt, "beta", 100m);
        Assert.That(Check(bench, 190m, TestMarket.Btc), Is.Null, "What has one base is the limit on concentration's.");
    }

    [Test]
    public void Quantity_IsOfThePair_AndLongsAndShortsMakeNoRoomForEachOther()
    {
        var bench = Bench(Wide, 150m);
        bench.Account.Trade(SignalKind.Buy, Elsewhere, "beta", 100m);
        Assert.That(Judge(bench, RiskRule.PositionQuantityMax, 49.999m, TestMarket.Btc), Is.Null);
        Assert.That(Judge(bench, RiskRule.PositionQuantityMax, 50m, TestMarket.Btc), Is.Null);
        AssertRefused(Judge(bench, RiskRule.PositionQuantityMax, 50.001m, TestMarket.Btc), RiskRule.PositionQuantityMax, 150m, 150.001m);
        Assert.That(Judge(bench, RiskRule.PositionQuantityMax, 150m, TestMarket.Btc, side: OrderSide.Sell), Is.Null, "what is long elsewhere makes a short no larger");
        AssertRefused(Judge(bench, RiskRule.PositionQuantityMax, 150.001m, TestMarket.Btc, side: OrderSide.Sell), RiskRule.PositionQuantityMax, 150m, 150.001m);
    }

    [Test]
    public void Money_IsOfThePair()
    {
        var bench = Bench(Wide with { PositionNotionalMaxAccount = 19_980m });
        bench.Account.Trade(SignalKind.Buy, TestMarket.Btc, "beta", 100m); // worth 9,900
        Assert.That(Judge(bench, RiskRule.PositionNotionalMax, 100.8m, Elsewhere), Is.Null);
        AssertRefused(Judge(bench, RiskRule.PositionNotionalMax, 100.801m, Elsewhere), RiskRule.PositionNotionalMax, 19_980m, 19_980.1m);
    }

    [Test]
    public void Count_OfAPairAtBothVenues_IsOne_OfTheAccountAndOfAStrategy()
    {
        var bench = Bench(Wide with { PositionsMax = 2 });
        bench.Account.Trade(SignalKind.Buy, TestMarket.Btc, "beta", 1m);
        Assert.That((Open(bench), Mine(TestMarket.Btc, 1), Mine(Elsewhere, 1)), Is.EqualTo((1, (RiskRefusal?)null, (RiskRefusal?)null)), "an entry at the other venue opens no other position");
        bench.Account.Trade(SignalKind.Buy, Elsewhere, "beta", 1m);
        Assert.That((Open(bench), Judge(bench, RiskRule.PositionsMax, 1m, TestMarket.Ibm), Mine(TestMarket.Ibm, 2)), Is.EqualTo((1, (RiskRefusal?)null, (RiskRefusal?)null)));
        AssertRefused(Mine(TestMarket.Ibm, 1), RiskRule.StrategyPositionsMax, 1m, 2m);
        bench.Account.Trade(SignalKind.Buy, TestMarket.Ibm, "beta", 1m);
        bench.Account.Quote(TestMarket.BtcUsdt, 99m, 100m);
        AssertRefused(Judge(bench, RiskRule.PositionsMax, 1m, TestMarket.BtcUsdt), RiskRule.PositionsMax, 2m, 3m);
        Assert.That(Judge(bench, RiskRule.PositionsMax, 1m, Elsewhere), Is.Null);

        RiskRefusal? Mine(int instrument, int most) => Judge(bench, RiskRule.StrategyPositionsMax, 1m, instrument, order => order with { Intent = order.Intent with { Strategy = new StrategyId("beta") }, Spec = order.Spec! with { PositionsMax = most } });
    }

    [Test]
    public void OpenRisk_OfAStrategysPosition_IsOfThePair_AndCountsOnceInTheWhole()
    {
        var bench = Bench(Wide with { OpenRiskTradeMaxFraction = 0.002m, OpenRiskTotalMaxFraction = 0.002m });
        bench.Account.Trade(SignalKind.Buy, TestMarket.Btc, "alpha", 1m); // unguarded, worth 99
        var equity = bench.Account.Engine.Account.Equity()!.Value;
        foreach (var rule in new[] { RiskRule.OpenRiskTrade, RiskRule.OpenRiskTotal })
        {
            Assert.That(Judge(bench, rule, 1m, Elsewhere), Is.Null);
            AssertRefused(Judge(bench, rule, 1.01m, Elsewhere), rule, 0.002m, 200m / equity);
        }

        Assert.That(Judge(bench, RiskRule.OpenRiskTrade, 1.01m, Elsewhere, static order => order with { Intent = order.Intent with { Strategy = new StrategyId("beta") } }), Is.Null, "another strategy's is another position");
    }

    [Test]
    public void Entry_UnderWayOrOfUnknownOutcomeAtOneVenue_IsNotSentAtTheOther_AndAnExitIs()
    {
        var bench = Bench(Wide);
        bench.Account.Trade(SignalKind.Buy, TestMarket.Btc, "alpha", 1m);
        bench.Account.Signal(SignalKind.Buy, Elsewhere, "alpha", 2m);
        AssertRefused(Judge(bench, RiskRule.DuplicateInFlight, 1m, TestMarket.Btc), RiskRule.DuplicateInFlight, 0m, 2m);
        Assert.That(Judge(bench, RiskRule.DuplicateInFlight, 1m, TestMarket.Btc, side: OrderSide.Sell), Is.Null);
        Assert.That(Judge(bench, RiskRule.OutcomeUnknown, 1m, TestMarket.Btc), Is.Null);
        bench.Account.Report(new VenueEvent.OutcomeUnknown(bench.Account.LastOrder.ClientOrderId, "lost", bench.Account.Now));
        AssertRefused(Judge(bench, RiskRule.OutcomeUnknown, 1m, TestMarket.Btc), RiskRule.OutcomeUnknown, 0m, 1m);
        bench.Account.Signal(SignalKind.Close, TestMarket.Btc, "alpha");
        Assert.That((bench.Account.LastOrder.Symbol, bench.Account.LastOrder.IsReduceOnly), Is.EqualTo((TestMarket.SymbolOf(TestMarket.Btc), true)), "what is held is closed, whatever became of the other");
    }

    /// <summary>Nothing is another's where no name is marked: each figure of a pair is the instrument's own.</summary>
    [Test]
    public void Elsewhere_WithoutAMarkedName_IsNothing()
    {
        Assert.That(TestMarket.Catalog.All.Select(static one => TestMarket.Catalog.Elsewhere(one.Id).Length), Is.All.Zero);
        Assert.That(Catalog.Elsewhere(TestMarket.At(TestMarket.Btc).Id).Single().Id.Index, Is.EqualTo(Elsewhere));
    }

    private static int Open(RiskBench bench) => OpenPositions.Count(bench.Account.Books.Stakes, bench.Account.Books.Positions);

    private static RiskBench Bench(RiskLimits? limits = null, decimal? positionMaxBase = null)
    {
        var bench = new RiskBench(limits ?? Limits, catalog: positionMaxBase is null ? Catalog : new InstrumentCatalog(Catalog.All.Select(one => one with { PositionMaxBase = positionMaxBase })));
        bench.Account.Quote(Elsewhere, 99m, 100m);
        return bench;
    }

    private static RiskRefusal? Check(RiskBench bench, decimal quantity, int instrument, Func<RiskCase, RiskCase>? change = null) => Judge(bench, RiskRule.PositionMax, quantity, instrument, change);

    private static RiskRefusal? Judge(RiskBench bench, RiskRule by, decimal quantity, int instrument, Func<RiskCase, RiskCase>? change = null, OrderSide side = OrderSide.Buy)
    {
        var order = bench.Case(quantity, side, instrument, static order => order with { Intent = order.Intent with { Symbol = order.Instrument.Symbol } });
        return RiskRules.All.Single(rule => rule.Id == by).Judge(change?.Invoke(order) ?? order);
    }
}
