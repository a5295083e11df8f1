using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Desks;
using TradingDaemon.Engine.Ordering;
using TradingDaemon.Storage.Json;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Routing;

public sealed class SmartRoutingTests
{
    private const int Btc = TestMarket.Btc;
    private const int Usdt = TestMarket.BtcUsdt;

    [Test]
    public void Take_AnEntryWhereTheSameThingIsCheaperByItsFee_GoesThereAndSaysWhatItSaves()
    {
        var bench = new RoutingBench();
        var order = bench.Signal(SignalKind.Buy)!;
        Assert.That((order.Symbol.Text, order.Venue), Is.EqualTo(("BTC/USDT", RoutingBench.There)));
        Assert.That(order.Route, Is.EqualTo(new RouteTaken
        {
            AssetClass = AssetClass.Crypto, Source = SpreadSource.Quote, SpreadFraction = 0.001m, SpreadMaxFraction = 0.002m, ImpactFraction = 0m, FeeFraction = 0.001m, CostFraction = 0.0015m,
            NotionalAccount = 100.05m * 1.001m, InsteadOf = "BTC/USD", SavedAccount = 100.05m * 0.003m,
        }));
    }

    [Test]
    public void Take_AnEntryThatCostsTheSameEverywhere_StaysWithTheInstrumentOfItsSignal([Values(Btc, Usdt)] int named)
    {
        var bench = new RoutingBench(RoutingBench.Smart with { Fees = RoutingPolicy.Off.Fees });
        var order = bench.Signal(SignalKind.Buy, named)!;
        Assert.That((order.Symbol, order.Route!.InsteadOf, order.Route.SavedAccount), Is.EqualTo((TestMarket.SymbolOf(named), (string?)null, (decimal?)null)));
    }

    /// <summary>Here the fee is 0.4 %, there 0.1 % on 100.05: 100.15005.</summary>
    [TestCase(99.75, "BTC/USD")]
    [TestCase(99.76, "BTC/USDT")]
    public void Take_ABuyWhereThePriceMayMakeUpForTheFee_GoesToTheLowerEffectivePrice(decimal ask, string expected)
    {
        var bench = new RoutingBench();
        bench.Quote(Btc, ask - 0.1m, ask);
        Assert.That(bench.Signal(SignalKind.Buy)!.Symbol.Text, Is.EqualTo(expected));
    }

    [Test]
    public void Take_AnEntryWhileTheCheapestVenueIsBlocked_GoesToTheNext()
    {
        var bench = new RoutingBench();
        bench.Block(RoutingBench.There);
        Assert.That(bench.Signal(SignalKind.Buy)!.Venue, Is.EqualTo(RoutingBench.Here));
        Assert.That(bench.Refusals, Is.Zero, "What is not tradable there is no refusal: the order found its way.");
    }

    [Test]
    public void Take_AnEntryWithoutCashAtTheCheapestVenue_GoesToTheNext()
    {
        var bench = new RoutingBench(tokens: 50m);
        Assert.That(bench.Signal(SignalKind.Buy)!.Venue, Is.EqualTo(RoutingBench.Here));
    }

    [Test]
    public void Take_AnEntryThatNoVenueLetsPass_IsRefusedForTheCheapestOnesReason()
    {
        var bench = new RoutingBench(dollars: 50m, tokens: 50m);
        Assert.That(bench.Signal(SignalKind.Buy), Is.Null);
        Assert.That((bench.Refusals, bench.LastRefusal.Symbol.Text, bench.LastRefusal.Route!.CostFraction), Is.EqualTo((1, "BTC/USDT", (decimal?)null)));
    }

    [Test]
    public void Take_AnEntryWithoutAFreshQuoteAtOneVenue_GoesToTheOther()
    {
        var bench = new RoutingBench();
        bench.Now = bench.Now.AddSeconds(3);
        bench.Quote(Btc, 99.95m, 100.05m);
        Assert.That(bench.Signal(SignalKind.Buy)!.Symbol.Text, Is.EqualTo("BTC/USD"));
    }

    [Test]
    public void Take_AnExit_GoesToWhereThePositionIs_WhicheverNameTheSignalHas([Values(Btc, Usdt)] int named, [Values(SignalKind.Close, SignalKind.Sell)] SignalKind kind)
    {
        var bench = new RoutingBench();
        bench.Fill(bench.Signal(SignalKind.Buy)!);
        bench.Quote(Usdt, 90m, 100.05m); // wide: an exit passes
        var exit = bench.Signal(kind, named, quantity: null)!;
        Assert.That((exit.Symbol.Text, exit.Side, exit.IsReduceOnly, exit.Route!.CostFraction), Is.EqualTo(("BTC/USDT", OrderSide.Sell, true, (decimal?)null)));
    }

    [Test]
    public void Snapshot_OfAThingWithTwoNames_ShowsEachWhatIsHeldAndInFlightUnderBoth()
    {
        var bench = new RoutingBench();
        var (here, there) = (new PositionKey(AccountBench.Alpha, TestMarket.SymbolOf(Btc)), new PositionKey(AccountBench.Alpha, TestMarket.SymbolOf(Usdt)));
        var order = bench.Signal(SignalKind.Buy)!;
        var snapshot = bench.Engine.Snapshot;
        Assert.That((snapshot.InFlightBase[here], snapshot.InFlightBase[there], snapshot.HoldingBase(here)), Is.EqualTo((1m, 1m, 0m)));
        bench.Fill(order);
        snapshot = bench.Engine.Snapshot;
        Assert.That((snapshot.HoldingBase(here), snapshot.HoldingBase(there), snapshot.InFlightBase.Count), Is.EqualTo((1m, 1m, 0)));
        bench.Fill(bench.Signal(SignalKind.Close, quantity: null)!);
        Assert.That(bench.Engine.Snapshot.NetBase, Is.Empty);
    }

    [Test]
    public void Take_AnEntryWhileTheSameThingIsUnderWay_IsRefusedThere_AndSendsNoSecondOrderElsewhere()
    {
        var bench = new RoutingBench();
        bench.Signal(SignalKind.Buy);
        bench.Quote(Btc, 90m, 90.01m);
        Assert.That(bench.Signal(SignalKind.Buy), Is.Null);
        Assert.That((bench.LastRefusal.Rule, bench.LastRefusal.Symbol.Text), Is.EqualTo((RiskRule.DuplicateInFlight, "BTC/USDT")));
    }

    /// <summary>A strategy of one name holds what was routed to another; a higher tier's strategy trades both, and would be whom it was left behind by.</summary>
    [Test]
    public void Clock_WithAHoldingUnderAnotherNameOfWhatTheStrategyTrades_LeavesItToTheStrategy()
    {
        var bench = new RoutingBench(spec: RoutingBench.Spec with { Symbols = ["BTC/USD"] }, higher: RoutingBench.Spec);
        bench.Fill(bench.Signal(SignalKind.Buy)!);
        for (var i = 0; i < 3; i++)
        {
            bench.Clock(15);
            bench.Quote(Usdt, 99.95m, 100.05m);
        }

        Assert.That(bench.Orders.Single().Symbol.Text, Is.EqualTo("BTC/USDT"));
    }

    /// <summary>Mid 200: crypto's limit of 0.2 % is a spread of 0.4.</summary>
    [TestCase(0.4, true)]
    [TestCase(0.42, false)]
    public void Take_ASpreadAtTheClasssLimit_ExecutesAndAboveItWaits(decimal spread, bool isSent)
    {
        var bench = new RoutingBench(RoutingBench.Smart with { SameThings = [] });
        bench.Quote(Btc, 200m - (spread / 2m), 200m + (spread / 2m));
        Assert.That(bench.Signal(SignalKind.Buy), isSent ? Is.Not.Null : Is.Null);
        if (isSent) return;
        Assert.That((bench.LastRefusal.Rule, bench.LastRefusal.Route!.SpreadFraction, bench.LastRefusal.Route.SpreadMaxFraction), Is.EqualTo((RiskRule.SpreadGate, (decimal?)0.0021m, (decimal?)0.002m)));
        Assert.That(bench.LastRefusal.Detail, Does.StartWith("Wait: spread 0.210"));
    }

    [TestCase(0.001, true)]
    [TestCase(0.0009, false)]
    public void Take_ASpreadAtTheStrategysOwnLimit_ExecutesAndAboveItWaits(decimal most, bool isSent)
    {
        var bench = new RoutingBench(RoutingBench.Smart with { SameThings = [] }, TestMarket.Spec() with { SlippageMaxFraction = most });
        Assert.That(bench.Signal(SignalKind.Buy)?.Route?.SpreadMaxFraction, Is.EqualTo(isSent ? most : (decimal?)null));
        if (!isSent) Assert.That((bench.LastRefusal.Rule, bench.LastRefusal.Limit, bench.LastRefusal.Asked), Is.EqualTo((RiskRule.SlippageMax, most, 0.001m)));
    }

    [Test]
    public void Take_AToldSpread_IsUsedWhileNoNewerQuoteOvertookItsOwn()
    {
        var bench = new RoutingBench(RoutingBench.Smart with { SameThings = [] });
        var seen = TestMarket.Quote(Btc, 99.95m, 100.05m, bench.Now);
        Assert.That(bench.Signal(SignalKind.Buy, seen: seen, told: 0.0015m)!.Route, Has.Property("Source").EqualTo(SpreadSource.Strategy).And.Property("SpreadFraction").EqualTo(0.0015m));
        bench.Fill(bench.Orders[^1]);
        bench.Now = bench.Now.AddMilliseconds(10);
        bench.Quote(Btc, 99.95m, 100.05m);
        Assert.That(bench.Signal(SignalKind.Buy, seen: seen, told: 0.01m)!.Route, Has.Property("Source").EqualTo(SpreadSource.Quote).And.Property("SpreadFraction").EqualTo(0.001m), "It was overtaken.");
    }

    [Test]
    public void Take_AToldSpreadAboveTheLimit_WaitsThoughTheQuoteIsTight()
    {
        var bench = new RoutingBench(RoutingBench.Smart with { SameThings = [] });
        Assert.That(bench.Signal(SignalKind.Buy, seen: TestMarket.Quote(Btc, 99.95m, 100.05m, bench.Now), told: 0.0021m), Is.Null);
        Assert.That((bench.LastRefusal.Rule, bench.LastRefusal.Route!.Source), Is.EqualTo((RiskRule.SpreadGate, SpreadSource.Strategy)));
    }

    [TestCase(2, true)]
    [TestCase(2.001, false)]
    public void Take_AQuoteTheStrategySawAlone_CountsWhileItIsFresh(double age, bool isSent)
    {
        var bench = new RoutingBench(RoutingBench.Smart with { SameThings = [] });
        var seen = TestMarket.Quote(Btc, 100m, 100.1m, bench.Now.AddSeconds(10));
        bench.Now = bench.Now.AddSeconds(10 + age);
        Assert.That(bench.Signal(SignalKind.Buy, seen: seen), isSent ? Is.Not.Null : Is.Null);
        Assert.That(isSent ? bench.Orders[^1].DecisionAsk : bench.LastRefusal.Limit, Is.EqualTo(isSent ? 100.1m : 2m));
    }

    [Test]
    public void Take_WithoutAFreshQuote_IsRefusedAtOnceUnlessToldToWait()
    {
        var bench = new RoutingBench();
        bench.Now = bench.Now.AddSeconds(3);
        Assert.That(bench.Signal(SignalKind.Buy), Is.Null);
        Assert.That((bench.LastRefusal.Rule, bench.LastRefusal.Route!.Source, bench.LastRefusal.Route.SpreadFraction), Is.EqualTo((RiskRule.QuoteFresh, SpreadSource.None, (decimal?)null)));
        Assert.That(bench.Engine.QuotesWanted, Is.Empty);
    }

    [Test]
    public void Take_WithoutAFreshQuoteAndToldToWait_IsDecidedByTheNextOneOfTheSameThing([Values(Btc, Usdt)] int quoted)
    {
        var bench = Waiting();
        Assert.That((bench.Refusals, bench.Engine.QuotesWanted.Single().Index), Is.EqualTo((0, Btc)));
        bench.Now = bench.Now.AddSeconds(4.999);
        bench.Quote(TestMarket.Eth, 10m, 10m);
        Assert.That(bench.Orders, Is.Empty, "Another thing's price tells nothing.");
        bench.Quote(quoted, 99.95m, 100.05m);
        Assert.That((bench.Orders.Single().Symbol, bench.Orders[0].Route!.Source), Is.EqualTo((TestMarket.SymbolOf(quoted), SpreadSource.Awaited)));
        Assert.That(bench.Engine.QuotesWanted, Is.Empty);
    }

    [Test]
    public void Take_AnEntryThatWaitsLongerThanItIsWorth_IsRefused_ByTheClockOrByTheQuote([Values] bool isByClock)
    {
        var bench = Waiting();
        bench.Now = bench.Now.AddSeconds(5);
        if (isByClock) bench.Clock(0);
        else bench.Quote(Btc, 99.95m, 100.05m);
        Assert.That((bench.Orders.Count, bench.Refusals, bench.LastRefusal.Rule, bench.LastRefusal.Route!.Source), Is.EqualTo((0, 1, RiskRule.QuoteFresh, SpreadSource.None)));
        Assert.That(bench.Engine.QuotesWanted, Is.Empty);
    }

    [Test]
    public void Take_ANewerSignalOfTheSame_TakesTheWaitingOnesPlace_AndAnExitEndsIt()
    {
        var bench = Waiting();
        bench.Signal(SignalKind.Buy);
        Assert.That((bench.Refusals, bench.Engine.QuotesWanted.Count), Is.EqualTo((1, 1)));
        bench.Now = bench.Now.AddMinutes(2); // past the throttle of refusals that are alike
        bench.Signal(SignalKind.CloseAll);
        Assert.That((bench.Refusals, bench.Engine.QuotesWanted.Count), Is.EqualTo((2, 0)));
    }

    [Test]
    public void Take_MoreEntriesThanMayWait_AreRefusedAtOnce()
    {
        var bench = Waiting(most: 1);
        bench.Signal(SignalKind.Buy, TestMarket.Ibm);
        Assert.That((bench.Refusals, bench.LastRefusal.Symbol.Text, bench.Engine.QuotesWanted.Count), Is.EqualTo((1, "IBM", 1)));
    }

    [Test]
    public void Take_AnAutomaticStyle_FitsTheMoment_AndIsAMarketOrderForAnExit()
    {
        var bench = new RoutingBench(RoutingPolicy.Off, RoutingBench.Spec with { OrderStyle = OrderStyle.Auto, OrderAgeMax = TimeSpan.FromSeconds(9) });
        var entry = bench.Signal(SignalKind.Buy)!; // 0.1 %: neither tight nor wide
        Assert.That((entry.Terms, entry.CancelAt, entry.Route), Is.EqualTo((new OrderTerms.Limit(entry.Terms.Quantity, Price.From(100.05m), TimeInForce.GoodTilCancelled, false), (DateTimeOffset?)bench.Now.AddSeconds(9), (RouteTaken?)null)));
        bench.Fill(entry);
        Assert.That(bench.Signal(SignalKind.Close, quantity: null)!.Terms, Is.TypeOf<OrderTerms.Market>());
    }

    [Test]
    public void Offers_WhereNothingWaits_AllocateNothing()
    {
        var bench = new RoutingBench();
        var account = bench.Engine.Account;
        var (routing, spec, instrument) = (new EntryRouting(account, new EntryPlan(account)), account.SpecOf(AccountBench.Alpha)!, TestMarket.At(Btc));
        var quote = TestMarket.Quote(Btc, 99.95m, 100.05m, bench.Now);
        var wish = new Wish(spec.Id, SignalKind.Buy, "Because.") { Signal = new Signal(spec.Id, instrument.Id, SignalKind.Buy, 0.5, "Because.", quote, 0.001m, null, bench.Now, bench.Now.AddSeconds(5), bench.Now) };
        var (possible, bytes) = (0, long.MaxValue);
        for (var round = 0; round < 5; round++) // the runtime itself allocates now and then
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1_000; i++) possible += routing.Offers(wish, spec, instrument, OrderSide.Buy, bench.Now)[1].Refusal is null ? 1 : 0;
            bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.That((possible, bytes), Is.EqualTo((5_000, 0L)));
    }

    private static RoutingBench Waiting(int most = 8)
    {
        var bench = new RoutingBench(RoutingBench.Smart with { WaitingEntriesMax = most });
        bench.Now = bench.Now.AddSeconds(3);
        Assert.That(bench.Signal(SignalKind.Buy), Is.Null);
        return bench;
    }
}
