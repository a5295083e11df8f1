using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Desks;

/// <summary>Days, tiers, and orders that grew old.</summary>
public sealed class ClockDeskTests
{
    private static readonly DateOnly First = new(2024, 3, 1);

    [Test]
    public void Take_BeforeTheAccountIsFunded_DoesNothing()
    {
        var bench = new AccountBench();
        bench.Boot();
        var facts = bench.Recorded.Count;
        bench.Clock(TimeSpan.FromDays(2));
        Assert.That(bench.Recorded, Has.Count.EqualTo(facts));
    }

    [Test]
    public void Take_TheFirstTime_OpensTheDayAndEntersTheTierOnce()
    {
        var bench = AccountBench.Running();
        bench.Clock(TimeSpan.FromSeconds(1));
        Assert.That(bench.Facts.OfType<Fact.DayOpened>(), Is.EqualTo(new[] { new Fact.DayOpened(First, 100_000m) }));
        Assert.That(bench.Facts.OfType<Fact.TierEntered>(), Is.EqualTo(new[] { new Fact.TierEntered("only", null, 100_000m) }));
    }

    [TestCase(0, "2024-03-02T00:00:00Z")]
    [TestCase(22, "2024-03-01T22:00:00Z")]
    [TestCase(-2, "2024-03-01T22:00:00Z")]
    public void Take_AtTheStartOfTheDay_OpensItAndATickBeforeNot(int startHours, string rollsAt)
    {
        var rolls = DateTimeOffset.Parse(rollsAt, System.Globalization.CultureInfo.InvariantCulture);
        var bench = AccountBench.Running(TestMarket.Setup() with { DayStart = TimeSpan.FromHours(startHours) });
        bench.Now = rolls.AddTicks(-1);
        bench.Clock();
        Assert.That(bench.Facts.OfType<Fact.DayOpened>().Count(), Is.EqualTo(1));
        bench.Clock(TimeSpan.FromTicks(1));
        bench.Clock(TimeSpan.FromHours(1));
        var days = bench.Facts.OfType<Fact.DayOpened>().Select(static opened => opened.Day).ToList();
        Assert.That((days.Count, days[1].DayNumber - days[0].DayNumber), Is.EqualTo((2, 1)));
    }

    [Test]
    public void Take_AClockThatStepsBack_OpensNoDayAgain()
    {
        var bench = AccountBench.Running();
        bench.Clock(TimeSpan.FromDays(1));
        bench.Clock(TimeSpan.FromDays(-1));
        bench.Clock(TimeSpan.FromDays(1));
        Assert.That(bench.Facts.OfType<Fact.DayOpened>().Count(), Is.EqualTo(2));
    }

    [Test]
    public void Take_WithoutEquity_WaitsToOpenTheDayUntilItIsKnown()
    {
        var bench = AccountBench.Running();
        bench.Signal(SignalKind.Buy);
        bench.Report(new VenueEvent.Executed(bench.FillOf(bench.LastOrder with { ClientOrderId = new ClientOrderId("x"), Symbol = TestMarket.SymbolOf(TestMarket.Sap) }, 1m, 100m)));
        bench.Clock(TimeSpan.FromDays(1));
        Assert.That(bench.Books.Day.Date, Is.EqualTo(First));
        bench.Quote(TestMarket.Sap, 110m, 111m);
        bench.Quote(TestMarket.EurUsd, 1.1m, 1.1m);
        bench.Clock(TimeSpan.FromMinutes(1));
        Assert.That((bench.Books.Day.Date, bench.Books.Day.OpenedAtAccount), Is.EqualTo(((DateOnly?)First.AddDays(1), (decimal?)(100_000m - 110m + 121m))));
    }

    [Test]
    public void Take_EquityOverTheTiers_PromotesAtOnceAndDemotesWithHysteresis()
    {
        var bench = Tiered();
        Assert.That(bench.Books.Tier, Is.EqualTo("sniper"));
        var seen = new List<string>();
        foreach (var equity in new[] { 1_999.99m, 2_000m, 1_800m, 1_799.99m, 1_999m, 10_000m, 9_000m, 100m })
        {
            bench.Engine.Account.Log.Emit(new Fact.CashMoved("USD", equity - bench.Books.Cash.Total["USD"], "test"), bench.Now);
            bench.Clock(TimeSpan.FromSeconds(1));
            seen.Add(bench.Books.Tier!);
        }

        Assert.That(seen, Is.EqualTo(new[] { "sniper", "hunter", "hunter", "sniper", "sniper", "strategist", "strategist", "sniper" }));
        Assert.That(bench.Facts.OfType<Fact.TierEntered>().Last(), Is.EqualTo(new Fact.TierEntered("sniper", "strategist", 100m) { Carried = ["both"] }));
        Assert.That(bench.Engine.Account.Limits.OrderNotionalMaxAccount, Is.EqualTo(500m), "The limits are those of the tier in force.");
    }

    [Test]
    public void Take_ATierThatDropsAStrategy_ClosesItsPositionsAndTriesAgainUntilGone()
    {
        var bench = Promoted();
        Assert.That((bench.LastOrder.Strategy.Text, bench.LastOrder.IsReduceOnly, bench.LastOrder.Terms), Is.EqualTo(("small", true, (OrderTerms)new OrderTerms.Market(bench.LastOrder.Terms.Quantity))));
        Assert.That(bench.Orders.Count(static order => order.Intent.Strategy.Text == "both" && order.Intent.IsReduceOnly), Is.Zero, "What the new tier runs too stays.");
        bench.Report(new VenueEvent.CancelDone(bench.LastOrder.ClientOrderId, "nothing to trade against", bench.Now));
        var sent = bench.Orders.Count;
        bench.Clock(TimeSpan.FromSeconds(9));
        Assert.That(bench.Orders, Has.Count.EqualTo(sent), "not with every tick of the clock");
        bench.Clock(TimeSpan.FromSeconds(1));
        Assert.That((bench.Orders.Count, bench.Refusals.Last().Rule), Is.EqualTo((sent, RiskRule.QuoteFresh)), "refused on an old quote");
        bench.Now += TimeSpan.FromSeconds(10);
        bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
        bench.Clock();
        bench.Fill(bench.LastOrder);
        bench.Clock(TimeSpan.FromMinutes(1));
        Assert.That((bench.Orders.Count, bench.Net(TestMarket.Btc, "small")), Is.EqualTo((sent + 1, 0m)));
    }

    /// <summary>Bug: which positions a change of tier left behind was only in memory, so after a restart nobody ever closed them.</summary>
    [Test]
    public void Take_AfterARestart_StillClosesWhatATierLeftBehind()
    {
        var before = Promoted();
        before.Report(new VenueEvent.CancelDone(before.LastOrder.ClientOrderId, "nothing to trade against", before.Now));
        var after = new AccountBench(before.Setup, before.Engine.Capture()) { Now = before.Now };
        after.Quote(TestMarket.Btc, 99.95m, 100.05m);
        after.Clock();
        Assert.That((after.LastOrder.Strategy.Text, after.LastOrder.IsReduceOnly, after.LastOrder.Terms.Quantity.Base), Is.EqualTo(("small", true, before.Net(TestMarket.Btc, "small"))));
    }

    /// <summary>Bug: an entry that was still resting when its tier went and filled later was closed by nobody.</summary>
    [Test]
    public void Take_AnEntryThatFillsAfterItsTierWent_IsClosedToo()
    {
        var bench = Tiered(OrderStyle.PostOnly);
        bench.Signal(SignalKind.Buy, strategy: "small", quantity: 1m);
        bench.Engine.Account.Log.Emit(new Fact.CashMoved("USD", 5_000m, "test"), bench.Now);
        bench.Clock(TimeSpan.FromSeconds(1));
        var entry = bench.LastOrder;
        Assert.That((bench.Books.Tier, entry.IsReduceOnly), Is.EqualTo(("hunter", false)));
        bench.Fill(entry, 1m, 99.95m);
        bench.Now += TimeSpan.FromSeconds(10);
        bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
        bench.Clock();
        Assert.That((bench.LastOrder.IsReduceOnly, bench.LastOrder.Strategy.Text), Is.EqualTo((true, "small")));
    }

    [Test]
    public void Take_PositionsOfNoConfiguredStrategyOrLessThanALot_AreLeftToAPerson()
    {
        var bench = Tiered();
        bench.Signal(SignalKind.Buy, strategy: "small", quantity: 1m);
        bench.Fill(bench.LastOrder with { ClientOrderId = new ClientOrderId("theirs") }, 1m);
        bench.Fill(bench.LastOrder, 1m, fee: 0.9995m, feeCurrency: "BTC");
        bench.Engine.Account.Log.Emit(new Fact.CashMoved("USD", 5_000m, "test"), bench.Now);
        bench.Clock(TimeSpan.FromSeconds(1));
        Assert.That((bench.Books.Tier, bench.Orders.Count, bench.Refusals.Any()), Is.EqualTo(("hunter", 1, false)));
    }

    /// <summary>Bug: hunter's crossover trades every coin, sniper's only two; what it held in the others stayed, and nobody was left to close it.</summary>
    [TestCase("symbols")]
    [TestCase("class")]
    public void Take_ATierThatNarrowsAStrategy_ClosesWhatItNoLongerTradesAndTriesAgainUntilGone(string by)
    {
        var bench = Narrowed(by == "symbols" ? TestMarket.Spec("both") with { Symbols = ["BTC/USD"] } : TestMarket.Spec("both") with { AssetClasses = [AssetClass.Crypto] });
        var exit = bench.LastOrder;
        Assert.That((exit.Strategy.Text, exit.Symbol.Text, exit.Side, exit.Terms.Quantity.Base, exit.IsReduceOnly, exit.Reason),
            Is.EqualTo(("both", "IBM", OrderSide.Sell, 1m, true, "Tier sniper does not run both on IBM.")));
        bench.Report(new VenueEvent.Refused(exit.ClientOrderId, VenueRefusal.NoLiquidity, "test", bench.Now));
        bench.Quote(TestMarket.Ibm, 199.95m, 200.05m, bench.Now.AddSeconds(10));
        bench.Clock(TimeSpan.FromSeconds(10));
        Assert.That(bench.Orders, Has.Count.EqualTo(4), "two entries, two exits");
        bench.Fill(bench.LastOrder);
        bench.Clock(TimeSpan.FromSeconds(60));
        Assert.That((bench.Orders.Count, bench.Net(TestMarket.Ibm, "both"), bench.Net(TestMarket.Btc, "both")), Is.EqualTo((4, 0m, 1m)), "What it still trades it keeps.");
    }

    /// <summary>A symbol switched off, or in no tier's file any more, is a person's doing and a person's to close.</summary>
    [TestCase("switched off")]
    [TestCase("in no tier")]
    public void Take_APositionNoOtherTierExplains_IsLeftAlone(string why)
    {
        var spec = TestMarket.Spec("both") with { Symbols = why == "in no tier" ? ["BTC/USD"] : ["*"], DisabledSymbols = why == "switched off" ? ["IBM"] : [] };
        var before = AccountBench.Running(TestMarket.SetupOf(TestMarket.Tier("only", 0m, TestMarket.Spec("both"))));
        before.Trade(SignalKind.Buy, TestMarket.Ibm, "both", 1m);
        var after = new AccountBench(TestMarket.SetupOf(TestMarket.Tier("only", 0m, spec)), before.Engine.Capture());
        after.Quote(TestMarket.Ibm, 199.95m, 200.05m);
        after.Clock();
        Assert.That((after.Orders.Count, after.Net(TestMarket.Ibm, "both")), Is.EqualTo((0, 1m)));
    }

    [Test]
    public void Take_ARestingOrderAtItsAge_IsCancelledOnce()
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec(style: OrderStyle.Limit)));
        bench.Signal(SignalKind.Buy);
        bench.Accept(bench.LastOrder);
        bench.Clock(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
        Assert.That(bench.Cancels, Is.Empty);
        bench.Clock(TimeSpan.FromTicks(1));
        Assert.That((bench.Cancels.Single().ClientOrderId, bench.Books.Orders.Open.Single().Status), Is.EqualTo((bench.LastOrder.ClientOrderId, OrderStatus.CancelPending)));
    }

    [TestCase("")]
    [TestCase("partial")]
    [TestCase("unknown", Description = "Bug: an order whose answer was lost was never cancelled, however old")]
    public void Take_AnOldOrderInAnyWorkingState_IsCancelled(string report)
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec(style: OrderStyle.PostOnly)));
        bench.Signal(SignalKind.Buy, quantity: 2m);
        if (report == "partial") bench.Fill(bench.LastOrder, 1m);
        if (report == "unknown") bench.Report(new VenueEvent.OutcomeUnknown(bench.LastOrder.ClientOrderId, "lost", bench.Now));
        bench.Clock(TimeSpan.FromSeconds(30));
        Assert.That(bench.Cancels, Has.Count.EqualTo(1));
    }

    [Test]
    public void Take_ACancelNobodyAnswers_IsAskedAgainEveryFiveSecondsUntilItEnds()
    {
        var bench = AccountBench.Running();
        bench.Signal(SignalKind.Buy);
        bench.Command(new Command.Stop(ShutdownPolicy.Cancel, "test"));
        for (var i = 0; i < 60; i++) bench.Clock(TimeSpan.FromMilliseconds(250));
        Assert.That(bench.Cancels, Has.Count.EqualTo(1 + 2), "15 s: at once, then after 5 and 10 s of waiting");
        bench.Report(new VenueEvent.CancelDone(bench.LastOrder.ClientOrderId, "done", bench.Now));
        bench.Clock(TimeSpan.FromSeconds(20));
        Assert.That((bench.Cancels.Count, bench.Books.Orders.Open.Count), Is.EqualTo((3, 0)));
    }

    /// <summary>Bug: an old order whose cancel the venue kept refusing was asked about with every tick of the clock, two facts each time.</summary>
    [Test]
    public void Take_ACancelTheVenueKeepsRefusing_IsAskedAgainEveryFiveSeconds()
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec(style: OrderStyle.Limit)));
        bench.Signal(SignalKind.Buy);
        bench.Accept(bench.LastOrder);
        bench.Clock(TimeSpan.FromSeconds(30));
        for (var i = 0; i < 80; i++)
        {
            if (bench.Books.Orders.Open.Single().Status == OrderStatus.CancelPending) bench.Report(new VenueEvent.CancelRefused(bench.LastOrder.ClientOrderId, "it has ended", bench.Now));
            bench.Clock(TimeSpan.FromMilliseconds(250));
        }

        Assert.That(bench.Cancels, Has.Count.EqualTo(1 + 4), "20 s");
    }

    private static AccountBench Tiered(OrderStyle style = OrderStyle.Market)
    {
        var (small, both, large) = (TestMarket.Spec("small", style), TestMarket.Spec("both"), TestMarket.Spec("large"));
        var sniper = TestMarket.Tier("sniper", 500m, small, both) with { Limits = new RiskLimits { OrderNotionalMaxAccount = 500m, PositionMaxFraction = 1m, StrategyExposureMaxFraction = 1m } };
        return AccountBench.Running(TestMarket.SetupOf(TestMarket.Tier("strategist", 10_000m, large, both), sniper, TestMarket.Tier("hunter", 2_000m, large, both)), 1_000m);
    }

    // Demoted while it holds two instruments, to a tier whose spec of the same strategy may trade only one of them.
    private static AccountBench Narrowed(StrategySpec narrow)
    {
        var loose = new RiskLimits { OrderNotionalMaxAccount = 500m, PositionMaxFraction = 1m, StrategyExposureMaxFraction = 1m };
        var setup = TestMarket.SetupOf(TestMarket.Tier("sniper", 500m, narrow) with { Limits = loose }, TestMarket.Tier("hunter", 2_000m, TestMarket.Spec("both")) with { Limits = loose });
        var bench = AccountBench.Running(setup, 3_000m);
        bench.Trade(SignalKind.Buy, TestMarket.Btc, "both", 1m);
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, "both", 1m);
        bench.Engine.Account.Log.Emit(new Fact.CashMoved("USD", -2_000m, "test"), bench.Now);
        bench.Clock(TimeSpan.FromSeconds(1));
        Assert.That((bench.Books.Tier, bench.Orders.Count), Is.EqualTo(("sniper", 3)));
        return bench;
    }

    private static AccountBench Promoted()
    {
        var bench = Tiered();
        bench.Trade(SignalKind.Buy, strategy: "small", quantity: 1m);
        bench.Trade(SignalKind.Buy, strategy: "both", quantity: 1m);
        bench.Engine.Account.Log.Emit(new Fact.CashMoved("USD", 5_000m, "test"), bench.Now);
        bench.Clock(TimeSpan.FromSeconds(1));
        Assert.That(bench.Books.Tier, Is.EqualTo("hunter"));
        return bench;
    }
}
