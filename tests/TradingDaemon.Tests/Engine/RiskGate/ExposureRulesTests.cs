using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.RiskGate;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Tests.Engine.Account;
using static TradingDaemon.Tests.Engine.RiskGate.RiskBench;

namespace TradingDaemon.Tests.Engine.RiskGate;

/// <summary>What the whole account has at stake: each limit reached exactly, passed by one unit, and not judged for want of a price.</summary>
public sealed class ExposureRulesTests
{
    /// <summary>Bug: an order that worked in an instrument the configuration has no more threw out of the engine with the first entry anywhere, at each start; its exits pass.</summary>
    [Test]
    public void AnOrderInWhatIsNotConfiguredAnyMore_RefusesEntriesByName_AndNoExit()
    {
        var setup = TestMarket.Setup(TestMarket.Spec(style: OrderStyle.PostOnly));
        var before = AccountBench.Running(setup);
        before.Signal(SignalKind.Buy, TestMarket.Btc, quantity: 1m);
        before.Accept(before.LastOrder);
        before.Fill(before.LastOrder, 1m, 100m);
        before.Signal(SignalKind.Buy, TestMarket.Eth);
        before.Accept(before.LastOrder);
        var without = new InstrumentCatalog(TestMarket.Catalog.All.Select(static one => one.Id.Index == TestMarket.Eth ? one with { Symbol = new Symbol("DOGE/USD"), Base = new("DOGE") } : one));
        var after = new AccountBench(setup with { Catalog = without }, before.Engine.Capture()) { Now = before.Now };
        after.Boot();
        after.Statement(held: new(StringComparer.Ordinal) { ["BTC/USD"] = 1m });
        after.Command(new Command.ChangeState(EngineState.Running, "Recovered."));
        after.Quote(TestMarket.Ibm, 99.95m, 100.05m);
        after.Quote(TestMarket.Btc, 99.95m, 100.05m);
        after.Clock();
        var told = after.Orders.Count;
        after.Signal(SignalKind.Buy, TestMarket.Ibm);
        Assert.That((after.Orders.Count, after.Refusals.Last().Rule), Is.EqualTo((told, RiskRule.PositionMax)), after.Refusals.Last().Detail);
        after.Signal(SignalKind.Close, TestMarket.Btc);
        Assert.That(after.Orders.Skip(told).Select(static order => $"{order.Intent.Side} {order.Intent.Symbol}"), Is.EqualTo(new[] { "Sell BTC/USD" }));
    }

    [Test]
    public void GrossExposure_AddsLongsAndShortsAndEntriesInFlight_OfAllStrategies()
    {
        var bench = Busy(Wide with { GrossExposureMaxFraction = 0.30m });
        var equity = bench.Account.Engine.Account.Equity()!.Value; // 10,000 of ETH short, 9,900 of BTC long, 1,000 of IBM in flight
        Assert.That(equity, Is.EqualTo(98_900m));
        Assert.That(bench.Check(77m), Is.Null, "10,000 + 9,900 + 1,000 in flight + 7,700 are 28.9 %.");
        Assert.That(bench.Check(87m), Is.Null, "29.92 %");
        AssertRefused(bench.Check(88m), RiskRule.GrossExposureMax, 0.30m, (10_000m + 9_900m + 9_800m) / equity);
        AssertRefused(bench.Check(108m, OrderSide.Sell), RiskRule.GrossExposureMax, 0.30m, (19_900m + (108m * 99m)) / equity);
        Assert.That(new RiskBench().Check(900m), Is.Null, "Off unless set.");
    }

    [Test]
    public void NetExposure_IsJudgedInTheOrdersDirection_AndTowardsTheMiddlePasses()
    {
        var bench = Busy(Wide with { NetExposureMaxFraction = 0.10m });
        var equity = bench.Account.Engine.Account.Equity()!.Value; // −10,000 + 9,900 held, 1,000 of a buy in flight
        Assert.That(bench.Check(89m), Is.Null, "−100 + 1,000 + 8,900 are 9.91 %.");
        AssertRefused(bench.Check(90m), RiskRule.NetExposureMax, 0.10m, 9_900m / equity);
        Assert.That(bench.Check(98m, OrderSide.Sell), Is.Null, "100 + 9,702 are 9.911 %; what would be bought is no help.");
        AssertRefused(bench.Check(99m, OrderSide.Sell), RiskRule.NetExposureMax, 0.10m, (100m + (99m * 99m)) / equity);
    }

    [Test]
    public void NetExposure_FarOnOneSide_LetsTheOtherPass()
    {
        var bench = new RiskBench(Wide with { NetExposureMaxFraction = 0.5m, DailyLossMaxFraction = 1m, DailyLossReducingFraction = 1m });
        bench.Account.Trade(SignalKind.Sell, TestMarket.Eth, "beta", 5_000m);
        bench.Account.Quote(TestMarket.Eth, 20m, 21m); // the short is worth 105,000 and equity half of what it was
        AssertRefused(bench.Check(1m, OrderSide.Sell, change: static order => order with { EquityAccount = 40_000m }), RiskRule.NetExposureMax, 0.5m, 105_099m / 40_000m);
        Assert.That(bench.Check(100m, change: static order => order with { EquityAccount = 40_000m }), Is.Null);
    }

    [Test]
    public void Concentration_CountsOneCoinInEveryCurrency_AndIsThePositionLimitUnlessSet()
    {
        var bench = Coins(Wide with { PositionMaxFraction = 0.20m });
        var equity = bench.Account.Engine.Account.Equity()!.Value;
        Assert.That(bench.Check(99m, instrument: TestMarket.Btc), Is.Null, "10,000 of BTC/USDT held and 9,900 more are 19.92 %.");
        AssertRefused(bench.Check(100m, instrument: TestMarket.Btc), RiskRule.ConcentrationMax, 0.20m, 20_000m / equity);
        Assert.That(bench.Check(190m), Is.Null, "Shares are something else.");
        AssertRefused(Coins(Wide with { ConcentrationMaxFraction = 0.15m }).Check(50m, instrument: TestMarket.Btc), RiskRule.ConcentrationMax, 0.15m, 15_000m / equity);
    }

    [Test]
    public void Concentration_CountsAnOptionWithItsRoot()
    {
        var onRoot = new InstrumentCatalog(TestMarket.Catalog.All.Select(static one => one.Id.Index == TestMarket.Ibm ? one with { Base = new("AAPL") } : one));
        Assert.That(Holding(onRoot).Check(99m), Is.EqualTo((RiskRefusal?)null));
        Assert.That(Holding(onRoot).Rule(101m), Is.EqualTo(RiskRule.ConcentrationMax));
        Assert.That(Holding(TestMarket.Catalog).Rule(101m), Is.Null, "IBM is another root.");

        static RiskBench Holding(InstrumentCatalog catalog)
        {
            var bench = new RiskBench(Wide with { PositionMaxFraction = 0.20m }, catalog: catalog);
            bench.Account.Quote(TestMarket.Call, 4.99m, 5m);
            bench.Account.Trade(SignalKind.Buy, TestMarket.Call, "beta", 20m); // 9,980
            return bench;
        }
    }

    [Test]
    public void CorrelatedExposure_AddsOneSectorAndOneUnderlying_AndAnUnknownSectorIsNobodys()
    {
        var bench = Coins(Wide with { CorrelatedExposureMaxFraction = 0.60m }); // 10,000 of BTC/USDT
        var equity = bench.Account.Engine.Account.Equity()!.Value;
        Assert.That(bench.Check(499m, instrument: TestMarket.Btc), Is.Null, "10,000 + 49,900 are 59.96 %.");
        AssertRefused(bench.Check(500m, instrument: TestMarket.Btc), RiskRule.CorrelatedExposureMax, 0.60m, 60_000m / equity);
        Assert.That(bench.Check(598m), Is.Null, "IBM moves with nobody.");
        Assert.That(bench.Check(5_900m, instrument: TestMarket.Eth), Is.Null, "Nobody told its sector.");
    }

    [Test]
    public void CorrelatedExposure_OfOneSector_IsAddedUp()
    {
        var catalog = new InstrumentCatalog(TestMarket.Catalog.All.Select(static one => one.Id.Index is TestMarket.Eth or TestMarket.Ibm ? one with { Sector = "odd" } : one));
        var bench = new RiskBench(Wide with { CorrelatedExposureMaxFraction = 0.60m }, catalog: catalog);
        bench.Account.Trade(SignalKind.Sell, TestMarket.Eth, "beta", 1_000m); // 10,000 short
        bench.Account.Signal(SignalKind.Sell, TestMarket.Eth, "beta", 1_000m); // 9,000 in flight
        var equity = bench.Account.Engine.Account.Equity()!.Value;
        Assert.That(bench.Check(404m), Is.Null, "59,400 of 99,000 are 60 %.");
        AssertRefused(bench.Check(405m), RiskRule.CorrelatedExposureMax, 0.60m, (19_000m + 40_500m) / equity);
    }

    [Test]
    public void Leverage_IsOfWhatTheAccountIsWorthAtTheVenue()
    {
        var bench = new RiskBench(Wide with { LeverageMax = 0.5m });
        bench.Account.Trade(SignalKind.Sell, TestMarket.Eth, "beta", 1_000m); // 10,000 short, 99,000 left
        Assert.That(bench.Check(395m), Is.Null, "10,000 + 39,500 of 99,000.");
        AssertRefused(bench.Check(396m), RiskRule.LeverageMax, 0.5m, 49_600m / 99_000m);
        Assert.That(bench.Check(900m, change: static order => order with { Limits = order.Limits with { LeverageMax = null } }), Is.Null);
        AssertRefused(bench.Check(1m, change: static order => order with { Instrument = order.Instrument with { Venue = "empty" }, Intent = order.Intent with { Venue = "empty" } }), RiskRule.LeverageMax, 0.5m, 0m);
    }

    /// <summary>Bug: one strategy's short made room for another's longs, and closing it, an exit nobody asks, left 34.8 % of equity under a limit of 20 %.</summary>
    [Test]
    public void PositionAndGross_AreOfLongsOrShorts_AndNeitherMakesRoomForTheOther()
    {
        var (position, gross) = (Opposed(Wide with { PositionMaxFraction = 0.20m }), Opposed(Wide with { GrossExposureMaxFraction = 0.20m }));
        var equity = position.Account.Engine.Account.Equity()!.Value; // 99 long for 9,801, 75 short for 7,500
        Assert.That(position.Check(98m), Is.Null, "99 and 98 are 19.7 %.");
        AssertRefused(position.Check(101m), RiskRule.PositionMax, 0.20m, 20_000m / equity);
        Assert.That(position.Check(126m, OrderSide.Sell), Is.Null, "75 and 126 at 99 are 19.9 %.");
        AssertRefused(position.Check(128m, OrderSide.Sell), RiskRule.PositionMax, 0.20m, 203m * 99m / equity);
        AssertRefused(gross.Check(101m), RiskRule.GrossExposureMax, 0.20m, 20_000m / equity);
        Assert.That(gross.Check(101m, instrument: TestMarket.Btc), Is.Null, "9,801 of IBM and 10,100 of BTC are 19.9 %.");
        AssertRefused(gross.Check(102m, instrument: TestMarket.Btc), RiskRule.GrossExposureMax, 0.20m, (9_801m + 10_200m) / equity);
    }

    [Test]
    public void LongsAndShorts_OfTheSameSize_AreStillAtStake_AndUnknownWithoutAPrice()
    {
        var bench = Opposed(Wide with { GrossExposureMaxFraction = 0.20m }, shorts: 99m);
        AssertRefused(bench.Check(102m, instrument: TestMarket.Btc), RiskRule.GrossExposureMax, 0.20m, (9_900m + 10_200m) / bench.Account.Engine.Account.Equity()!.Value);
        var unpriced = bench.Account.Recovered();
        unpriced.Take(TestMarket.Quote(TestMarket.Btc, 99m, 100m, bench.Account.Now));
        var judged = bench.Case(1m, instrument: TestMarket.Btc, change: order => order with { Books = unpriced.Account.Books, Valuation = unpriced.Account.Valuation });
        AssertRefused(RiskRules.All.Single(static rule => rule.Id == RiskRule.GrossExposureMax).Judge(judged), RiskRule.GrossExposureMax, 0.20m, 0m);
        AssertRefused(RiskRules.All.Single(static rule => rule.Id == RiskRule.BuyingPower).Judge(judged), RiskRule.BuyingPower, 0m, 0m);
    }

    /// <summary>Bug: an exit may close a short at any time, and the room it made was already somebody's.</summary>
    [TestCase(175, 99, Description = "the room a short seems to make")]
    [TestCase(100, 199, Description = "the room there is")]
    public void AShortBesideLongs_ThatIsClosed_LeavesNoPositionAboveItsLimit(int asked, int left)
    {
        var bench = Opposed(Wide with { PositionMaxFraction = 0.20m }).Account;
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, "alpha", asked);
        if (bench.LastOrder.Side == OrderSide.Buy) bench.Fill(bench.LastOrder, asked, 100m);
        bench.Trade(SignalKind.Close, TestMarket.Ibm, "beta");
        Assert.That(bench.Books.Positions.NetBase(new InstrumentId(TestMarket.Ibm)), Is.EqualTo((decimal)left));
        Assert.That(left * 99m / bench.Engine.Account.Equity(), Is.LessThanOrEqualTo(0.20m));
    }

    /// <summary>Bug: what selling short brought was spent, and the exit that buys back, which nobody asks for cash, left less than none.</summary>
    [Test]
    public void BuyingPower_KeepsWhatShortsCostToBuyBack_UntilTheyAre()
    {
        var bench = new RiskBench(Wide);
        bench.Account.Trade(SignalKind.Sell, TestMarket.Eth, "beta", 1_000m); // for 9,000; 10,000 and 0.5 % buy them back
        Assert.That(bench.Check(984m), Is.Null, "98,400 and 0.5 % are 98,892 of the 98,950 that are free.");
        AssertRefused(bench.Check(985m), RiskRule.BuyingPower, 98_950m, 98_992.5m);
        bench.Account.Signal(SignalKind.Close, TestMarket.Eth, "beta");
        AssertRefused(bench.Check(985m), RiskRule.BuyingPower, 98_950m, 98_992.5m); // on its way, and counted once
        bench.Account.Fill(bench.Account.LastOrder);
        Assert.That(bench.Check(985m), Is.Null);
        AssertRefused(bench.Check(986m), RiskRule.BuyingPower, 99_000m, 99_093m);
    }

    [Test]
    public void SharesOfTheAccount_WithAHoldingNobodyCanPrice_AreNotJudged()
    {
        foreach (var limits in new[] { Wide with { GrossExposureMaxFraction = 9m }, Wide with { NetExposureMaxFraction = 9m }, Wide with { LeverageMax = 9m } })
        {
            var bench = Unpriced(limits);
            var refusal = bench.Check(1m, change: static order => order with { EquityAccount = 99_000m, Intent = order.Intent with { Strategy = new("beta") } });
            Assert.That((refusal?.Limit, refusal?.Asked), Is.EqualTo(((decimal?)9m, (decimal?)0m)), refusal?.Detail);
            Assert.That(refusal?.Detail, Does.Contain("unknown"));
        }
    }

    private static RiskBench Busy(RiskLimits limits)
    {
        var bench = new RiskBench(limits);
        bench.Account.Trade(SignalKind.Sell, TestMarket.Eth, "beta", 1_000m);
        bench.Account.Trade(SignalKind.Buy, TestMarket.Btc, "beta", 100m);
        bench.Account.Signal(SignalKind.Buy, TestMarket.Ibm, "beta", 10m);
        return bench;
    }

    // Long by one strategy and short by another, in the same shares.
    private static RiskBench Opposed(RiskLimits limits, decimal shorts = 75m)
    {
        var bench = new RiskBench(limits);
        bench.Account.Trade(SignalKind.Buy, TestMarket.Ibm, "alpha", 99m);
        bench.Account.Trade(SignalKind.Sell, TestMarket.Ibm, "beta", shorts);
        return bench;
    }

    // A coin sold short against another currency; equity is 99,900 after that.
    private static RiskBench Coins(RiskLimits limits)
    {
        var catalog = new InstrumentCatalog(TestMarket.Catalog.All.Select(static one => one.Id.Index == TestMarket.BtcUsdt ? one with { Shortable = true } : one));
        var bench = new RiskBench(limits, catalog: catalog);
        bench.Account.Quote(TestMarket.BtcUsdt, 99m, 100m);
        bench.Account.Trade(SignalKind.Sell, TestMarket.BtcUsdt, "beta", 100m);
        return bench;
    }

    private static RiskBench Unpriced(RiskLimits limits)
    {
        var bench = new RiskBench(limits);
        bench.Account.Engine.Account.Log.Emit(new TradingDaemon.Domain.Facts.Fact.FillBooked(bench.Account.FillOf(Stranger(bench, TestMarket.Call), 1m, 5m), AccountBench.Alpha, OrderStatus.Cancelled), bench.Account.Now);
        return bench;
    }

    // Somebody else's order on the same account: no strategy's exposure, but the account's.
    private static OrderIntent Stranger(RiskBench bench, int instrument)
    {
        bench.Account.Signal(SignalKind.Buy, TestMarket.Btc, quantity: 1m);
        bench.Account.Report(new TradingDaemon.Domain.Ports.VenueEvent.CancelDone(bench.Account.LastOrder.ClientOrderId, "test", bench.Account.Now));
        return bench.Account.LastOrder with { Symbol = TestMarket.SymbolOf(instrument) };
    }

    /// <summary>Bug: what a strategy holds against another's is nothing to the account, whose equity is known; that it has no quote refused the strategy's entries without naming it.</summary>
    [Test]
    public void StrategyExposure_OfAHoldingWithoutAQuote_NamesIt()
    {
        var before = new RiskBench().Account;
        before.Signal(SignalKind.Buy, TestMarket.Eth, "alpha", 5m);
        before.Fill(before.LastOrder);
        before.Signal(SignalKind.Sell, TestMarket.Eth, "beta", 5m);
        before.Fill(before.LastOrder);
        var after = new AccountBench(before.Setup, before.Engine.Capture()) { Now = before.Now.AddSeconds(1) };
        after.Quote(TestMarket.Ibm, 99m, 100m);
        var account = after.Engine.Account;
        Assert.That((account.Equity() is not null, Unvalued.Text(AccountBench.Alpha, account.Books, account.Setup.Catalog, account.Valuation)), Is.EqualTo((true, "Equity cannot be valued: of what alpha holds or has in flight, ETH/USD, held at simulated, has no quote yet.")));
        Assert.That(Unvalued.Text(new StrategyId("gamma"), account.Books, account.Setup.Catalog, account.Valuation), Is.EqualTo("Equity cannot be valued: something that gamma holds has no quote yet."));
    }
}
