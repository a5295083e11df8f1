using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Engine.RiskGate;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Engine.RiskGate;
using static TradingDaemon.Tests.Engine.MarketMaking.MakerBench;

namespace TradingDaemon.Tests.Engine.MarketMaking;

/// <summary>What the gate makes of quotes: layers stand side by side, and everything that works counts as any order does.</summary>
[NonParallelizable] // another thread's collection counts against the thread that is measured
public sealed class QuoteGateTests
{
    [TestCase((byte)0, OrderSide.Buy, true)]
    [TestCase((byte)1, OrderSide.Buy, false)]
    [TestCase((byte)0, OrderSide.Sell, false)]
    [TestCase(null, OrderSide.Buy, true)] // an order of another kind has the side for itself
    [TestCase(null, OrderSide.Sell, false)]
    public void DuplicateInFlight_IsOfTheSameLayerAndSide(byte? layer, OrderSide side, bool isRefused)
    {
        var bench = new RiskBench();
        var first = bench.Case(1m, change: one => one with { Intent = one.Intent with { QuoteOf = new QuoteOf(0) } });
        bench.Account.Engine.Account.Log.Emit(new Fact.OrderIntended(first.Intent), bench.Account.Now);
        var refusal = bench.Check(1m, side, change: one => one with { Intent = one.Intent with { ClientOrderId = ClientOrderId.From(AccountBench.Alpha, 1000, 1), QuoteOf = layer is { } one0 ? new QuoteOf(one0) : null, Terms = new OrderTerms.Stop(one.Intent.Terms.Quantity, Price.From(150m)) } });
        Assert.That(refusal?.Rule == RiskRule.DuplicateInFlight, Is.EqualTo(isRefused), refusal?.Detail);
    }

    [Test]
    public void DuplicateInFlight_OfAnotherKindOfOrder_KeepsAQuoteOut()
    {
        var bench = new RiskBench();
        bench.Account.Engine.Account.Log.Emit(new Fact.OrderIntended(bench.Case(1m).Intent), bench.Account.Now);
        var refusal = bench.Check(1m, change: one => one with { Intent = one.Intent with { ClientOrderId = ClientOrderId.From(AccountBench.Alpha, 1000, 1), QuoteOf = new QuoteOf(1) } });
        RiskBench.AssertRefused(refusal, RiskRule.DuplicateInFlight, 0m, 1m);
    }

    [Test]
    public void FirstRefusal_OfAQuoteBesideOtherLayers_AllocatesNothing()
    {
        var bench = GateAllocationTests.Busy();
        RiskCase Layer(RiskCase order, byte layer) => order with
        {
            Spec = RiskBench.Spec, Pace = bench.Account.Engine.Account.Pace, Rejects = bench.Account.Engine.Account.Rejects,
            Intent = order.Intent with { ClientOrderId = ClientOrderId.From(AccountBench.Alpha, 1_000 + layer, 1), QuoteOf = new QuoteOf(layer), Terms = new OrderTerms.Limit(order.Intent.Terms.Quantity, Price.From(98m), TimeInForce.GoodTilCancelled, PostOnly: true) },
        };
        foreach (var layer in new byte[] { 1, 2 }) bench.Account.Engine.Account.Log.Emit(new Fact.OrderIntended(bench.Case(1m, change: order => Layer(order, layer)).Intent), bench.Account.Now);
        var judged = bench.Case(1m, change: order => Layer(order, 0));
        var (passed, bytes) = (0, long.MaxValue);
        for (var round = 0; round < 5; round++) // the runtime itself allocates now and then
        {
            RiskCase[] fresh = [.. Enumerable.Range(0, 500).Select(_ => judged with { })];
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var order in fresh) passed += RiskRules.FirstRefusal(order) is null ? 1 : 0;
            bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.That((passed, bytes), Is.EqualTo((2_500, 0L)), RiskRules.FirstRefusal(judged)?.Detail);
    }

    [TestCase(0.02, 2)] // 2,000 of 100,000: two of 100 at 10
    [TestCase(0.0299, 2)]
    [TestCase(0.03, 3)]
    public void Position_CountsEveryLayerOfASide(decimal most, int layers)
    {
        var maker = new MakerBench(Setup(new RiskLimits { PositionMaxFraction = most })).Tell(Bid(0, 9.99m, 100m), Bid(1, 9.98m, 100m), Bid(2, 9.97m, 100m));
        Assert.That(maker.Open.Count(), Is.EqualTo(layers));
        Assert.That(maker.Bench.Refusals.Count(), Is.EqualTo(3 - layers));
    }

    [Test]
    public void Gross_CountsBothSides_AndInFlightCountsAll()
    {
        var both = new MakerBench(Setup(new RiskLimits { OrdersInFlightMax = 3 })).Tell(Bid(0, 9.99m, 10m), Ask(0, 10.01m, 10m), Bid(1, 9.98m, 10m), Ask(1, 10.02m, 10m));
        Assert.That(both.Open.Count(), Is.EqualTo(3));
        Assert.That(both.Bench.Refusals.Single().Rule, Is.EqualTo(RiskRule.OrdersInFlightMax));
        var cash = new MakerBench { NetMax = 100_000m }.Tell(Bid(0, 9.99m, 900m), Bid(1, 9.98m, 900m), Bid(2, 9.97m, 900m));
        Assert.That(cash.Open.Count(), Is.LessThan(3), "the position limit of a fifth counts what rests");
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Ask_WhereNothingCanBeShort_IsNeverAnEntry(bool maySpec)
    {
        var maker = new MakerBench(TestMarket.Setup(Spec(allowShort: maySpec))) { Instrument = maySpec ? TestMarket.Btc : TestMarket.Eth };
        maker.Tell(maySpec ? Ask(0, 100.1m, 1m) : Ask(0, 10.01m, 10m)).Pass();
        Assert.That((maker.Bench.Orders.Count, maker.Bench.Refusals.Count()), Is.EqualTo((0, 0)));
    }

    [Test]
    public void SelfCross_AnEntryThatWouldMeetAQuote_IsRefused_AndAnExitPasses()
    {
        var maker = new MakerBench(Setup(null, TestMarket.Spec("alpha")));
        maker.Bench.Trade(SignalKind.Buy, TestMarket.Eth, quantity: 5m);
        maker.Tell(Bid(0, 9.99m, 10m), Ask(0, 10.01m, 10m)).Accept();
        maker.Bench.Signal(SignalKind.Buy, TestMarket.Eth, quantity: 5m);
        Assert.That(maker.Bench.Refusals.Last().Rule, Is.EqualTo(RiskRule.SelfCross));
        maker.Bench.Signal(SignalKind.Close, TestMarket.Eth);
        Assert.That(maker.Bench.LastOrder, Has.Property("IsReduceOnly").True);
    }

    [Test]
    public void Entries_OfADay_AreQuotesThatFilled()
    {
        var maker = new MakerBench(Setup(new RiskLimits { DailyEntriesMax = 2 }));
        for (var i = 0; i < 5; i++) maker.Tell(Bid(0, 9.99m - (0.01m * (i % 2)), 10m)).Accept().Tell().ConfirmCancels();
        Assert.That((maker.Bench.Orders.Count, maker.Bench.Books.Gauges.Entries.All.Count), Is.EqualTo((5, 0)), "what was taken back was none");
        maker.Tell(Bid(0, 9.99m, 10m), Bid(1, 9.98m, 10m)).Accept().Fill(0, OrderSide.Buy, 4m).Fill(0, OrderSide.Buy, 6m).Fill(1, OrderSide.Buy, 10m);
        Assert.That((maker.Bench.Books.Gauges.Entries.All.Count, maker.Bench.Books.Gauges.Entries.Of(Maker).Count), Is.EqualTo((2, 2)));
        maker.Tell(Bid(0, 9.99m, 10m), Ask(0, 10.01m, 10m));
        Assert.That(maker.Resting, Is.EqualTo(new[] { "ask 0: 10 at 10.01" }), "the day's entries are used up, exits are none");
        Assert.That(AccountBench.Canonical(maker.Bench.Recovered().Capture()), Is.EqualTo(maker.Bench.Canonical()));
    }

    [Test]
    public void Tilt_PlacingAndTakingBack_IsNobodysBehaviour()
    {
        var maker = new MakerBench(Setup() with { Tilt = new TiltPolicy() });
        for (var i = 0; i < 40; i++) maker.Tell(Bid(0, 9.99m - (0.01m * (i % 2)), 10m)).Accept().Tell().ConfirmCancels().Pass(1);
        Assert.That(maker.Bench.Facts.Where(static fact => fact is Fact.TiltFound or Fact.TiltMoved), Is.Empty);
    }

    [Test]
    public void Routing_On_QuotesWhereTheSetSays()
    {
        var routed = new RoutingPolicy { IsSmart = true, SameThings = [[TestMarket.SymbolOf(TestMarket.Btc), TestMarket.SymbolOf(TestMarket.BtcUsdt)]] };
        var (off, on) = (new MakerBench { Instrument = TestMarket.Btc }, new MakerBench(Setup() with { Routing = routed }) { Instrument = TestMarket.Btc });
        foreach (var maker in new[] { off, on }) maker.Tell(Bid(0, 99.9m, 2m), Bid(1, 99.8m, 2m)).Accept().Fill(0, OrderSide.Buy, 2m).Tell(Bid(1, 99.8m, 2m), Ask(0, 100.1m, 5m));
        Assert.That(on.Resting, Is.EqualTo(off.Resting).And.EqualTo(new[] { "ask 0: 2 at 100.1", "bid 1: 2 at 99.8" }));
    }

    /// <summary>Bug: a rate that came after the first set was shown with the next fact only, and a market maker that is alone makes none while it waits for its rate.</summary>
    [Test]
    public void Shown_ARateThatComesLater_IsShownThoughNothingElseHappens()
    {
        var maker = new MakerBench { Instrument = TestMarket.Sap };
        var key = new PositionKey(Maker, TestMarket.SymbolOf(TestMarket.Sap));
        maker.Bench.Quote(TestMarket.Sap, 99.95m, 100.05m);
        maker.Tell();
        Assert.That(maker.Bench.Engine.Snapshot.Makers[key].RateAccount, Is.Null);
        maker.Bench.Quote(TestMarket.EurUsd, 1.09999m, 1.10001m);
        maker.Pass().Tell();
        Assert.That(maker.Bench.Engine.Snapshot.Makers[key].RateAccount, Is.EqualTo(1.1m).Within(0.001m));
    }

    /// <summary>Bug: a layer that a limit refuses was tried each second for as long as it bound, and each refusal stored.</summary>
    [Test]
    public void Refused_AgainAndAgain_IsTriedEverLater()
    {
        var maker = new MakerBench(Setup(new RiskLimits { OrderNotionalMaxAccount = 1m }));
        for (var i = 0; i < 2_400; i++) maker.Pass().Tell(Bid(0, 9.99m, 10m));
        Assert.That(maker.Bench.Refusals.Select(static refused => refused.Rule).ToList(), Has.Count.InRange(10, 16).And.All.EqualTo(RiskRule.OrderNotionalMax), "1, 2, 4 … 32 seconds, then each minute of ten");
    }

    [Test]
    public void Shown_FromTheFirstSetOn_IsWhatItDid()
    {
        var maker = new MakerBench();
        var key = new PositionKey(Maker, TestMarket.SymbolOf(TestMarket.Eth));
        Assert.That(maker.Bench.Engine.Snapshot.Makers, Is.Empty);
        maker.Tell();
        Assert.That(maker.Bench.Engine.Snapshot.Makers[key], Is.EqualTo(new MakerView(new MakerRecord(Maker, key.Symbol), 0m, 0m, 1m)));
        maker.Tell(Bid(0, 9.99m, 10m)).Accept().Fill(0, OrderSide.Buy, 10m).Tell(Ask(0, 10.01m, 10m)).Accept().Fill(0, OrderSide.Sell, 4m);
        var view = maker.Bench.Engine.Snapshot.Makers[key];
        Assert.That((view.Record.Buys, view.Record.Sells, view.DayRealizedQuote, view.Record.PeakQuote, view.AverageQuote), Is.EqualTo((1L, 1L, 0.08m, 0.08m, 9.99m)));
        maker.Bench.Clock(TimeSpan.FromDays(1));
        maker.Pass(2);
        Assert.That(maker.Bench.Books.Gauges.Makers.Of(key) is { RealizedQuote: 0.08m, DayBeganQuote: 0.08m }, Is.True, "another day");
        Assert.That(AccountBench.Canonical(maker.Bench.Recovered().Capture()), Is.EqualTo(maker.Bench.Canonical()));
    }

    [Test]
    public void Books_OfAVersionWithoutMakers_AreReadAsBefore_AndNothingIsKeptWithoutOne()
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy);
        Assert.That(bench.Books.Gauges.Makers.All, Is.Empty);
        Assert.That(bench.Canonical(), Does.Contain("\"makers\":[]"));
        var old = bench.Canonical().Replace("\"makers\":[],", "", StringComparison.Ordinal);
        Assert.That(old, Does.Not.Contain("makers"));
        Assert.That(AccountBench.Canonical(System.Text.Json.JsonSerializer.Deserialize(old, TradingDaemon.Storage.Json.Spelling.AccountState)!), Is.EqualTo(bench.Canonical()));
        Assert.That(System.Text.Json.JsonSerializer.Serialize(new Fact.OrderIntended(bench.LastOrder), TradingDaemon.Storage.Json.Spelling.Fact), Does.Not.Contain("quoteOf"));
    }
}
