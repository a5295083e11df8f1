using NUnit.Framework;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Tests.Engine.Account;
using static TradingDaemon.Tests.Engine.MarketMaking.MakerBench;

namespace TradingDaemon.Tests.Engine.MarketMaking;

/// <summary>What rests follows what is wanted: one order a layer and side, replaced in two steps.</summary>
public sealed class QuoteDeskTests
{
    [Test]
    public void Take_ASet_PlacesEveryLayerPostOnly()
    {
        var maker = new MakerBench().Tell(Bid(0, 9.99m, 10m), Ask(0, 10.01m, 10m), Bid(1, 9.98m, 20m), Ask(1, 10.02m, 20m));
        Assert.That(maker.Resting, Is.EqualTo(new[] { "ask 0: 10 at 10.01", "ask 1: 20 at 10.02", "bid 0: 10 at 9.99", "bid 1: 20 at 9.98" }));
        Assert.That(maker.Open.Select(static order => order.Intent), Has.All.Matches<OrderIntent>(static intent => intent is { IsReduceOnly: false, Terms: OrderTerms.Limit { PostOnly: true, TimeInForce: TimeInForce.GoodTilCancelled }, Origin.Kind: SignalKind.Quote, CancelAt: not null }));
        Assert.That(maker.Bench.Refusals, Is.Empty);
    }

    [Test]
    public void Take_TheSameSetAgain_ChangesNothing()
    {
        var maker = new MakerBench().Tell(Bid(0, 9.99m, 10m), Ask(0, 10.01m, 10m)).Accept();
        var facts = maker.Bench.Recorded.Count;
        maker.Tell(Bid(0, 9.99m, 10m), Ask(0, 10.01m, 10m)).Pass();
        Assert.That(maker.Bench.Recorded, Has.Count.EqualTo(facts));
    }

    [TestCase(0, 9.98, true)]
    [TestCase(0.0011, 9.98, false)] // a cent of 9.98 is 0.0010020…
    [TestCase(0.001, 9.98, true)]
    public void Take_APriceThatMoved_ReplacesWhatRestsFurtherThanTheTolerance(decimal tolerance, decimal price, bool isReplaced)
    {
        var maker = new MakerBench { PriceTolerance = tolerance }.Tell(Bid(0, 9.99m, 10m)).Accept().Tell(Bid(0, price, 10m));
        Assert.That(maker.Bench.Cancels, Has.Count.EqualTo(isReplaced ? 1 : 0));
        Assert.That(maker.Resting, Is.EqualTo(new[] { "bid 0: 10 at 9.99" }), "nothing takes its place before the venue has spoken");
        maker.Pass().Pass();
        Assert.That(maker.Resting.Count(), Is.EqualTo(1));
        maker.ConfirmCancels().Pass();
        Assert.That(maker.Resting, Is.EqualTo(new[] { isReplaced ? "bid 0: 10 at 9.98" : "bid 0: 10 at 9.99" }));
        Assert.That(maker.Bench.Cancels, Has.Count.EqualTo(isReplaced ? 1 : 0), "asked for once");
    }

    [TestCase(9.08, 1)]
    [TestCase(9.1, 0)] // 0.9 too large, and 0.91 is a tenth of it
    [TestCase(20, 0)] // what rests smaller and was not filled keeps its place in the queue
    public void Take_ASizeThatChanged_ReplacesWhatRestsTooLarge(decimal wanted, int cancels)
    {
        var maker = new MakerBench().Tell(Bid(0, 9.99m, 10m)).Accept().Tell(Bid(0, 9.99m, wanted));
        Assert.That(maker.Bench.Cancels, Has.Count.EqualTo(cancels));
    }

    [Test]
    public void Take_ALayerThatIsNotWanted_IsCancelled_AndAnEmptySetWithdrawsAll()
    {
        var maker = new MakerBench().Tell(Bid(0, 9.99m, 10m), Bid(1, 9.98m, 10m), Ask(0, 10.01m, 10m)).Accept().Tell(Bid(0, 9.99m, 10m), Ask(0, 10.01m, 10m)).ConfirmCancels();
        Assert.That(maker.Resting, Is.EqualTo(new[] { "ask 0: 10 at 10.01", "bid 0: 10 at 9.99" }));
        maker.Tell().ConfirmCancels().Pass();
        Assert.That(maker.Resting, Is.Empty);
    }

    [Test]
    public void Clock_ASetNobodyRenews_IsWithdrawnWhenItExpires()
    {
        var maker = new MakerBench().Tell(Bid(0, 9.99m, 10m)).Accept();
        maker.Pass(4.99);
        Assert.That(maker.Bench.Cancels, Is.Empty);
        maker.Pass(0.01);
        Assert.That(maker.Bench.Cancels, Has.Count.EqualTo(1));
        maker.ConfirmCancels().Pass().Pass(2);
        Assert.That(maker.Bench.Orders, Has.Count.EqualTo(1), "and nothing is placed after");
    }

    [Test]
    public void Clock_SetBack_EndsTheSetToo()
    {
        var maker = new MakerBench().Tell(Bid(0, 9.99m, 10m)).Accept();
        maker.Bench.Now = maker.Bench.Now.AddSeconds(-6);
        maker.Bench.Clock();
        Assert.That(maker.Bench.Cancels, Has.Count.EqualTo(1));
    }

    [Test]
    public void Take_AQuoteFilledInPart_IsFilledUp()
    {
        var maker = new MakerBench().Tell(Bid(0, 9.99m, 10m)).Accept().Fill(0, OrderSide.Buy, 0.5m).Tell(Bid(0, 9.99m, 10m));
        Assert.That(maker.Bench.Cancels, Is.Empty, "a twentieth is within the tolerance");
        maker.Fill(0, OrderSide.Buy, 3m).Tell(Bid(0, 9.99m, 10m)).ConfirmCancels().Pass();
        Assert.That((maker.Bench.Cancels.Count, maker.Net), Is.EqualTo((1, 3.5m)));
        Assert.That(maker.Resting, Is.EqualTo(new[] { "bid 0: 10 at 9.99" }));
    }

    [Test]
    public void Take_APriceTheMarketCameTo_WaitsForTheNextSet()
    {
        var maker = new MakerBench().Tell(Bid(0, 10.01m, 10m), Ask(0, 10.02m, 10m));
        Assert.That(maker.Resting, Is.EqualTo(new[] { "ask 0: 10 at 10.02" }), "10.01 would take from 10.005");
        Assert.That(maker.Bench.Refusals, Is.Empty);
    }

    [Test]
    public void Take_BeyondTheBound_IsCut_WithEverythingOnTheSideFilled()
    {
        var maker = new MakerBench { NetMax = 25m }.Tell(Bid(0, 9.99m, 10m), Bid(1, 9.98m, 10m), Bid(2, 9.97m, 10m)).Accept();
        Assert.That(maker.Resting, Is.EqualTo(new[] { "bid 0: 10 at 9.99", "bid 1: 10 at 9.98", "bid 2: 5 at 9.97" }));
        maker.Fill(0, OrderSide.Buy, 10m).Tell(Bid(0, 9.99m, 10m), Bid(1, 9.98m, 10m), Bid(2, 9.97m, 10m)).Pass();
        Assert.That(maker.Resting, Is.EqualTo(new[] { "bid 1: 10 at 9.98", "bid 2: 5 at 9.97" }), "10 are held and 15 may come");
        maker.NetMax = 20m;
        maker.Tell(Bid(1, 9.98m, 10m), Bid(2, 9.97m, 10m)).ConfirmCancels().Pass();
        Assert.That(maker.Net + maker.Open.Sum(static order => order.RemainingBase), Is.LessThanOrEqualTo(20m));
    }

    [Test]
    public void Take_TheSideThatReduces_OnlyReduces_AndIsNeverMoreThanIsHeld()
    {
        var maker = new MakerBench { Instrument = TestMarket.Btc }.Tell(Bid(0, 99.9m, 2m), Ask(0, 100.1m, 1m)).Accept();
        Assert.That(maker.Resting, Is.EqualTo(new[] { "bid 0: 2 at 99.9" }), "nothing is sold that is not held");
        maker.Fill(0, OrderSide.Buy, 2m).Tell(Ask(0, 100.1m, 1m), Ask(1, 100.2m, 0.7m), Ask(2, 100.3m, 0.7m)).Accept();
        Assert.That(maker.Resting, Is.EqualTo(new[] { "ask 0: 1 at 100.1", "ask 1: 0.7 at 100.2", "ask 2: 0.3 at 100.3" }));
        Assert.That(maker.Open.Select(static order => order.Intent.IsReduceOnly), Has.All.True);
        maker.Fill(0, OrderSide.Sell, 1m).Tell(Ask(0, 100.1m, 1m), Ask(1, 100.2m, 0.7m), Ask(2, 100.3m, 0.7m)).Pass();
        Assert.That(maker.Open.Sum(static order => order.RemainingBase), Is.EqualTo(maker.Net));
        Assert.That(maker.Bench.Refusals, Is.Empty);
    }

    [Test]
    public void Take_AnOutcomeNobodyKnows_NeverHasASecondOrderInItsPlace()
    {
        var maker = new MakerBench().Tell(Bid(0, 9.99m, 10m));
        maker.Bench.Report(new VenueEvent.OutcomeUnknown(maker.Open.Single().Intent.ClientOrderId, "No answer.", maker.Bench.Now));
        for (var i = 0; i < 8; i++) maker.Tell(Bid(0, 9.99m, 10m), Bid(1, 9.98m, 10m)).Pass(2);
        Assert.That(maker.Bench.Orders, Has.Count.EqualTo(1), "nor is anything added on an instrument that is frozen");
        Assert.That(maker.Bench.Refusals.Select(static no => no.Rule).Distinct(), Is.EqualTo(new[] { RiskRule.OutcomeUnknown }));
        maker.Bench.Report(new VenueEvent.ProvenAbsent(maker.Open.Single().Intent.ClientOrderId, "Nobody knows it.", maker.Bench.Now));
        maker.Tell(Bid(0, 9.99m, 10m)).Pass(2);
        Assert.That(maker.Bench.Orders, Has.Count.EqualTo(2));
    }

    [Test]
    public void Take_WhatTheVenueSaysWouldTake_IsTriedAgainAfterASecond_AndPausesNothing()
    {
        var maker = new MakerBench().Tell(Bid(0, 9.99m, 10m));
        for (var i = 1; i <= 5; i++)
        {
            maker.Bench.Report(new VenueEvent.Refused(maker.Open.Single().Intent.ClientOrderId, VenueRefusal.WouldTake, "It would take.", maker.Bench.Now));
            maker.Tell(Bid(0, 9.99m, 10m)).Pass(0.9);
            Assert.That(maker.Bench.Orders, Has.Count.EqualTo(i));
            maker.Pass(0.25);
            Assert.That(maker.Bench.Orders, Has.Count.EqualTo(i + 1));
        }

        Assert.That(maker.Bench.Refusals, Is.Empty);
    }

    [Test]
    public void Take_MoreThanItsPace_WaitsForItsTurn_AndIsNoRunaway()
    {
        var maker = new MakerBench(Setup(new RiskLimits { StrategyOrdersPerSecondMax = 2 }));
        maker.Tell(Bid(0, 9.99m, 1m), Ask(0, 10.01m, 1m), Bid(1, 9.98m, 1m), Ask(1, 10.02m, 1m));
        for (var i = 0; i < 100; i++) maker.Bench.Clock();
        Assert.That((maker.Open.Count(), maker.Bench.Refusals.Count(), maker.Bench.Books.Conditions.Count), Is.EqualTo((2, 0, 0)));
        maker.Pass(1);
        Assert.That(maker.Open.Count(), Is.EqualTo(4));
    }

    [Test]
    public void Take_WhatTheGateRefuses_IsTriedAgainNotMoreThanOnceASecond_AndKeepsNoOtherLayerOut()
    {
        var maker = new MakerBench(Setup(new RiskLimits { OrderNotionalMaxAccount = 150m })).Tell(Bid(0, 9.99m, 20m), Bid(1, 9.98m, 10m));
        Assert.That(maker.Resting, Is.EqualTo(new[] { "bid 1: 10 at 9.98" }));
        Assert.That(maker.Bench.Refusals.Single(), Has.Property("Rule").EqualTo(RiskRule.OrderNotionalMax).And.Property("Kind").EqualTo(SignalKind.Quote));
        Assert.That(maker.Bench.Refusals.Single().Inputs, Has.Property("Layer").EqualTo(0).And.Property("Quote").Not.Null);
    }
}
