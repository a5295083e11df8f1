using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Tests.Engine.Account;
using static TradingDaemon.Tests.Engine.RiskGate.RiskBench;

namespace TradingDaemon.Tests.Engine.RiskGate;

/// <summary>What instrument and venue take, each rule at its limit, beside it, and where nobody told it.</summary>
public sealed class InstrumentRulesTests
{
    [Test]
    public void AccountOwner_AnotherOwnerOrTenant_IsRefusedExitsToo()
    {
        var bench = new RiskBench();
        bench.Account.Trade(SignalKind.Sell, TestMarket.Ibm, quantity: 1m);
        Assert.That(bench.Check(1m, change: static order => Owned(order, "ann", "fund") with { Uid = "ann", Tenant = "fund" }), Is.Null);
        AssertRefused(bench.Check(1m, change: static order => Owned(order, "bob", "fund") with { Uid = "ann", Tenant = "fund" }), RiskRule.AccountOwner, 0m, 1m);
        AssertRefused(bench.Check(1m, change: static order => Owned(order, "ann", "other") with { Uid = "ann", Tenant = "fund" }), RiskRule.AccountOwner, 0m, 1m);
        AssertRefused(bench.Check(1m, change: static order => Exit(Owned(order, "", "")) with { Uid = "ann" }), RiskRule.AccountOwner, 0m, 1m);
    }

    [Test]
    public void VenueKnown_AnotherVenueOrInstrument_IsRefused_AndTheSimulationTakesExitsAlone()
    {
        var bench = new RiskBench();
        AssertRefused(bench.Check(1m, change: static order => order with { Intent = order.Intent with { Venue = "elsewhere" } }), RiskRule.VenueKnown, 1m, 0m);
        AssertRefused(bench.Check(1m, change: static order => order with { Intent = order.Intent with { Symbol = new Symbol("GONE") } }), RiskRule.VenueKnown, 1m, 0m);
        AssertRefused(bench.Check(1m, change: static order => order with { Intent = order.Intent with { Symbol = TestMarket.SymbolOf(TestMarket.Sap) } }), RiskRule.VenueKnown, 1m, 0m);
        AssertRefused(bench.Check(1m, change: static order => order with { Intent = order.Intent with { Venue = FallbackBook.Venue } }), RiskRule.VenueKnown, 1m, 0m);
        bench.Account.Trade(SignalKind.Sell, TestMarket.Ibm, quantity: 1m);
        Assert.That(bench.Check(1m, change: static order => Exit(order with { Intent = order.Intent with { Venue = FallbackBook.Venue } })), Is.Null);
    }

    [TestCase(OrderKinds.Market, false), TestCase(OrderKinds.Limit, true), TestCase((OrderKinds)0, false), TestCase(OrderKinds.All, true)]
    [TestCase(OrderKinds.All & ~OrderKinds.PostOnly, true), TestCase(OrderKinds.All & ~OrderKinds.Limit, false)]
    public void TermsSupported_OfALimitOrder_NeedsLimits(OrderKinds offered, bool passes) => AssertOffered(offered, passes, Limit(TimeInForce.GoodTilCancelled));

    [Test]
    public void TermsSupported_OfEveryKind_NeedsThatKind()
    {
        (OrderTerms Terms, OrderKinds Kind)[] all =
        [
            (new OrderTerms.Market(Quantity.From(1m)), OrderKinds.Market), (Limit(TimeInForce.GoodTilCancelled), OrderKinds.Limit), (Limit(TimeInForce.ImmediateOrCancel), OrderKinds.ImmediateOrCancel),
            (Limit(TimeInForce.Day), OrderKinds.Day), (Limit(TimeInForce.FillOrKill), OrderKinds.FillOrKill), (Limit(TimeInForce.GoodTilCancelled, true), OrderKinds.PostOnly), (new OrderTerms.Stop(Quantity.From(1m), Price.From(101m)), OrderKinds.Stop),
        ];
        foreach (var (terms, kind) in all)
        {
            AssertOffered(OrderKinds.All, true, terms);
            AssertOffered(OrderKinds.All & ~kind, false, terms);
        }
    }

    [Test]
    public void TermsSupported_ByAVenueThatDidNotSay_PassesAndSoDoExits()
    {
        var bench = new RiskBench();
        var offers = new VenueOffers();
        offers.Tell("another", (OrderKinds)0);
        Assert.That(bench.Check(1m, change: order => order with { Offers = offers }), Is.Null);
        offers.Tell("simulated", (OrderKinds)0);
        bench.Account.Trade(SignalKind.Sell, TestMarket.Ibm, quantity: 1m);
        Assert.That(bench.Check(1m, change: order => Exit(order) with { Offers = offers }), Is.Null);
        AssertRefused(bench.Check(1m, change: order => order with { Offers = offers }), RiskRule.TermsSupported, 0m, 1m);
    }

    [Test]
    public void QuantityRange_AtItsEnds_PassesAndOneShareOutsideNot()
    {
        var bench = new RiskBench();
        RiskRefusal? Ask(decimal quantity) => bench.Check(quantity, change: static order => order with { Instrument = order.Instrument with { QuantityMin = 5m, QuantityMax = 10m } });
        AssertRefused(Ask(4m), RiskRule.QuantityRange, 5m, 4m);
        Assert.That((Ask(5m), Ask(10m)), Is.EqualTo(((RiskRefusal?)null, (RiskRefusal?)null)));
        AssertRefused(Ask(11m), RiskRule.QuantityRange, 10m, 11m);
    }

    [Test]
    public void NotionalMax_AtTheLimit_PassesAndOneShareMoreNot_AndExitsPass()
    {
        var bench = new RiskBench();
        RiskRefusal? Ask(decimal quantity) => bench.Check(quantity, change: static order => order with { Instrument = order.Instrument with { NotionalMax = 500m } });
        Assert.That((Ask(4m), Ask(5m)), Is.EqualTo(((RiskRefusal?)null, (RiskRefusal?)null)));
        AssertRefused(Ask(6m), RiskRule.NotionalMax, 500m, 600m);
        bench.Account.Trade(SignalKind.Sell, TestMarket.Ibm, quantity: 6m);
        Assert.That(bench.Check(6m, change: static order => Exit(order with { Instrument = order.Instrument with { NotionalMax = 500m } })), Is.Null);
    }

    [Test]
    public void MarketOpen_FromTheBellToTheBell_AndNeverWhereNobodyTold()
    {
        var bench = new RiskBench(); // a Friday, 12:00 UTC
        RiskRefusal? At(string time, TradingHours? hours, int instrument = TestMarket.Ibm) => bench.Check(1m, instrument: instrument, change: order =>
        {
            var now = TestMarket.Start.Date + TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
            var moment = new DateTimeOffset(now, TimeSpan.Zero);
            return order with { Now = moment, Quote = order.Quote with { ReceivedTime = moment }, Instrument = order.Instrument with { Hours = hours } };
        });
        AssertRefused(At("14:29:59.999", TradingHours.NewYork), RiskRule.MarketOpen, 1m, 0m);
        Assert.That((At("14:30:00", TradingHours.NewYork), At("20:59:59.999", TradingHours.NewYork)), Is.EqualTo(((RiskRefusal?)null, (RiskRefusal?)null)));
        AssertRefused(At("21:00:00", TradingHours.NewYork), RiskRule.MarketOpen, 1m, 0m);
        AssertRefused(At("15:00:00", null), RiskRule.MarketOpen, 1m, 0m);
        Assert.That(At("15:00:00", null, TestMarket.Btc), Is.Null, "Coins have no hours.");
        bench.Account.Trade(SignalKind.Sell, TestMarket.Ibm, quantity: 1m);
        Assert.That(bench.Check(1m, change: static order => Exit(order with { Instrument = order.Instrument with { Hours = null } })), Is.Null);
    }

    [Test]
    public void MarketOpen_WhereTheVenuesCalendarClosesIt_IsRefusedByThatRule_AndExitsPass()
    {
        var bench = new RiskBench();
        var symbol = TestMarket.SymbolOf(TestMarket.Ibm);
        RiskRefusal? Ask(int instrument = TestMarket.Ibm, bool isExit = false) => bench.Check(1m, instrument: instrument, change: order => isExit ? Exit(order) : order);
        bench.Account.Report(new VenueEvent.EntriesBlocked("simulated", BlockCause.MarketClosed, "by its venue's calendar it opens on Monday.", TestMarket.Start) { Symbol = symbol });
        AssertRefused(Ask(), RiskRule.MarketOpen, 1m, 0m);
        Assert.That(Ask(TestMarket.Btc), Is.Null, "another instrument");
        bench.Account.Report(new VenueEvent.EntriesFreed("simulated", BlockCause.MarketClosed, "As usual.", TestMarket.Start) { Symbol = symbol });
        Assert.That(Ask(), Is.Null);
        bench.Account.Trade(SignalKind.Sell, TestMarket.Ibm, quantity: 1m);
        bench.Account.Report(new VenueEvent.EntriesBlocked("simulated", BlockCause.MarketClosed, "by its venue's calendar it opens on Monday.", TestMarket.Start) { Symbol = symbol });
        Assert.That(Ask(isExit: true), Is.Null);
    }

    [Test]
    public void ShortAvailable_CountsTheShortAndSalesInFlight_UpToWhatCanBeBorrowed()
    {
        var bench = new RiskBench();
        RiskRefusal? Ask(decimal quantity) => bench.Check(quantity, OrderSide.Sell, change: static order => order with { Instrument = order.Instrument with { ShortMaxBase = 100m } });
        Assert.That((Ask(99m), Ask(100m)), Is.EqualTo(((RiskRefusal?)null, (RiskRefusal?)null)));
        AssertRefused(Ask(101m), RiskRule.ShortAvailable, 100m, 101m);
        bench.Account.Trade(SignalKind.Sell, TestMarket.Ibm, "beta", 30m);
        bench.Account.Signal(SignalKind.Sell, TestMarket.Ibm, "beta", 20m); // in flight
        Assert.That(Ask(50m), Is.Null);
        AssertRefused(Ask(51m), RiskRule.ShortAvailable, 100m, 101m);
        Assert.That(bench.Check(1_000m, OrderSide.Sell), Is.Null, "Nobody told a limit: the instrument is shortable.");
    }

    [Test]
    public void ALargeExit_GoesInPiecesOfWhatTheVenueTakes()
    {
        var catalog = new InstrumentCatalog(TestMarket.Catalog.All.Select(static one => one with { QuantityMax = 10m }));
        var bench = AccountBench.Running(TestMarket.Setup(Wide, Spec) with { Catalog = catalog });
        for (var i = 0; i < 3; i++) bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: i < 2 ? 10m : 5m);
        var closed = Enumerable.Range(0, 3).Select(_ => bench.Trade(SignalKind.Close, TestMarket.Ibm).Terms.Quantity.Base).ToList();
        Assert.That((closed, bench.Net(TestMarket.Ibm)), Is.EqualTo((new List<decimal> { 10m, 10m, 5m }, 0m)));
    }

    private static RiskCase Owned(RiskCase order, string uid, string tenant) => order with { Intent = order.Intent with { Uid = uid, Tenant = tenant } };

    private static OrderTerms.Limit Limit(TimeInForce timeInForce, bool postOnly = false) => new(Quantity.From(1m), Price.From(100m), timeInForce, postOnly);

    private static void AssertOffered(OrderKinds offered, bool passes, OrderTerms terms)
    {
        var offers = new VenueOffers();
        offers.Tell("simulated", offered);
        var refusal = new RiskBench().Check(1m, change: order => order with { Offers = offers, Intent = order.Intent with { Terms = terms } });
        Assert.That(refusal?.Rule, Is.EqualTo(passes ? null : (RiskRule?)RiskRule.TermsSupported), $"{terms} of {offered}");
    }
}
