using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Strategies.Proposals;

namespace TradingDaemon.Tests.Engine.Account;

/// <summary>A venue that takes its fee out of the coin bought leaves less than a lot after every exit: flat to strategies, exact in the books.</summary>
public sealed class DustTests
{
    private const decimal FeeBase = 0.0015m; // of a lot of 0.001: an exit of whole lots leaves half a lot

    [Test]
    public void Trade_FeesTakenOutOfWhatWasBought_GoesInAndOutAgainAndAgainWithTheDustInTheNextExit()
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec()));
        var stance = new Stance(TestMarket.Spec(), TestMarket.At(TestMarket.Btc), cooldown: TimeSpan.Zero);
        List<(decimal Sold, decimal Left)> trips = [];
        for (var trip = 0; trip < 4; trip++)
        {
            Assert.That(stance.MayGoLong(bench.Engine.Snapshot, bench.Now), $"entry of trip {trip}");
            stance.Enter(Lean.Long, bench.Now);
            bench.Signal(SignalKind.Buy, quantity: 1m);
            bench.Fill(bench.LastOrder, fee: FeeBase, feeCurrency: "BTC");
            Assert.That(stance.MustLeaveLong(bench.Engine.Snapshot, bench.Now), $"exit of trip {trip}");
            stance.Leave(bench.Now);
            bench.Signal(SignalKind.Sell);
            bench.Fill(bench.LastOrder);
            trips.Add((bench.LastOrder.Terms.Quantity.Base, bench.Net(TestMarket.Btc)));
            bench.Clock(TestMarket.Spec().SignalLifetime);
            bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
            Assert.That(stance.MustLeaveLong(bench.Engine.Snapshot, bench.Now), Is.False, "An exit of dust is not tried again.");
        }

        Assert.That(trips, Is.EqualTo(new[] { (0.998m, 0.0005m), (0.999m, 0m), (0.998m, 0.0005m), (0.999m, 0m) }));
        Assert.That(bench.Refusals, Is.Empty);
        Assert.That((bench.Statement(), bench.Canonical()), Is.EqualTo((0, AccountBench.Canonical(bench.Recovered().Capture()))), "Books, venue and journal know every digit.");
    }

    [TestCase(0.0005, TestName = "Sell_DustIsHeld_OpensTheShort")]
    [TestCase(-0.0005, TestName = "Buy_DustIsOwed_OpensTheLong")]
    public void AnEntryAgainstDust_IsAnEntry(decimal dust)
    {
        var spec = TestMarket.Spec(allowShort: true);
        var bench = Dusty(dust, spec, TestMarket.Eth);
        var stance = new Stance(spec, TestMarket.At(TestMarket.Eth), cooldown: TimeSpan.Zero);
        var snapshot = bench.Engine.Snapshot;
        Assert.That((stance.MayGoLong(snapshot, bench.Now), stance.MayGoShort(snapshot, bench.Now)), Is.EqualTo((true, true)));
        Assert.That((stance.MustLeaveLong(snapshot, bench.Now), stance.MustLeaveShort(snapshot, bench.Now)), Is.EqualTo((false, false)));
        bench.Trade(dust > 0m ? SignalKind.Sell : SignalKind.Buy, TestMarket.Eth, quantity: 5m);
        Assert.That((bench.LastOrder.IsReduceOnly, bench.Net(TestMarket.Eth)), Is.EqualTo((false, dust - (5m * Math.Sign(dust)))));
        bench.Trade(SignalKind.Close, TestMarket.Eth);
        Assert.That((bench.LastOrder.Terms.Quantity.Base, bench.Net(TestMarket.Eth)), Is.EqualTo((4.99m, dust - (0.01m * Math.Sign(dust)))), "What an order can close of it.");
        Assert.That(bench.Refusals, Is.Empty);
    }

    [Test]
    public void CloseAll_StrategyHoldsDustAlone_TriesNothing()
    {
        var bench = Dusty(0.0005m, TestMarket.Spec(allowShort: true), TestMarket.Eth);
        var before = bench.Orders.Count;
        bench.Signal(SignalKind.CloseAll);
        bench.Command(new Command.CloseStrategy(AccountBench.Alpha, "Enough."));
        Assert.That((bench.Orders.Count, bench.Refusals.Count()), Is.EqualTo((before, 0)));
    }

    /// <summary>Bug: what an exit filled in part left, worth less than the venue takes, kept its strategy out for ever, with an exit refused at each signal.</summary>
    [Test]
    public void Sell_FilledInPartDownToLessThanTheVenueTakes_LeavesTheStrategyFlatAndTheNextExitSellsItToo()
    {
        var (bench, stance) = Left(0.05m); // 4.99 of the 10 the venue takes
        bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
        bench.Clock(TestMarket.Spec().SignalLifetime);
        Assert.That((stance.MayGoLong(bench.Engine.Snapshot, bench.Now), stance.MustLeaveLong(bench.Engine.Snapshot, bench.Now)), Is.EqualTo((true, false)));
        Assert.That(bench.Net(TestMarket.Btc), Is.EqualTo(0.05m), "The books keep every digit.");
        bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
        bench.Trade(SignalKind.Buy, quantity: 1m);
        bench.Trade(SignalKind.Sell);
        Assert.That((bench.LastOrder.Terms.Quantity.Base, bench.Net(TestMarket.Btc), bench.Refusals.Count()), Is.EqualTo((1.05m, 0m, 0)));
    }

    /// <summary>Its price makes a rest a position and dust again, with nothing but the clock to tell it: strategies see what the desk would do.</summary>
    [Test]
    public void Snapshot_PriceOfARestMoves_ShowsItWhileItIsWorthAnOrder()
    {
        var (bench, stance) = Left(0.05m);
        foreach (var (price, isHeld) in new[] { (200m, true), (199.9m, false), (250m, true) })
        {
            bench.Quote(TestMarket.Btc, price, price + 0.1m);
            bench.Clock(TestMarket.Spec().SignalLifetime);
            Assert.That((stance.MustLeaveLong(bench.Engine.Snapshot, bench.Now), stance.MayGoLong(bench.Engine.Snapshot, bench.Now)), Is.EqualTo((isHeld, !isHeld)), $"{price}");
        }

        bench.Quote(TestMarket.Btc, 250m, 250.1m);
        bench.Trade(SignalKind.Sell);
        Assert.That(bench.Net(TestMarket.Btc), Is.Zero);
    }

    [Test]
    public void Stance_ExitUnderWayLeavesDust_IsFlatAlready()
    {
        var key = new PositionKey(AccountBench.Alpha, TestMarket.SymbolOf(TestMarket.Btc));
        var stance = new Stance(TestMarket.Spec(), TestMarket.At(TestMarket.Btc), cooldown: TimeSpan.Zero);
        var snapshot = AccountSnapshot.Empty with { NetBase = AccountSnapshot.Empty.NetBase.Add(key, 0.9985m), InFlightBase = AccountSnapshot.Empty.InFlightBase.Add(key, -0.998m) };
        Assert.That((stance.MayGoLong(snapshot, TestMarket.Start), stance.MustLeaveLong(snapshot, TestMarket.Start)), Is.EqualTo((true, false)));
    }

    [TestCase(0, 0, true)]
    [TestCase(0.0099, 0, true)]
    [TestCase(-0.0099, 0, true)]
    [TestCase(0.01, 0, false)]
    [TestCase(-0.01, 0, false)]
    [TestCase(0.049, 0.05, true)]
    [TestCase(0.05, 0.05, false)]
    [TestCase(0.0559, 0.055, true, Description = "Its whole lots are below what the venue takes.")]
    public void IsDust_ByLotAndLeastQuantity(decimal net, decimal least, bool expected) =>
        Assert.That((TestMarket.At(TestMarket.Eth) with { QuantityMin = least }).IsDust(net, priceQuote: null), Is.EqualTo(expected));

    [TestCase(0.05, 199.9, true)]
    [TestCase(-0.05, 199.9, true)]
    [TestCase(0.05, 200, false)]
    [TestCase(-0.05, 200, false)]
    [TestCase(0.0599, 199.9, true, Description = "Its whole lots are worth too little.")]
    public void IsDust_ByValueAtAPrice(decimal net, decimal price, bool expected) =>
        Assert.That((TestMarket.At(TestMarket.Eth) with { MinNotional = 10m }).IsDust(net, price), Is.EqualTo(expected));

    // A coin bought, and sold again but for a rest.
    private static (AccountBench Bench, Stance Stance) Left(decimal rest)
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec()));
        var stance = new Stance(TestMarket.Spec(), TestMarket.At(TestMarket.Btc), cooldown: TimeSpan.Zero);
        stance.Enter(Lean.Long, bench.Now);
        bench.Trade(SignalKind.Buy, quantity: 1m);
        stance.Leave(bench.Now);
        bench.Signal(SignalKind.Sell);
        bench.Accept(bench.LastOrder);
        bench.Fill(bench.LastOrder, 1m - rest);
        bench.Report(new VenueEvent.CancelDone(bench.LastOrder.ClientOrderId, "It took what there was.", bench.Now));
        return (bench, stance);
    }

    // A whole position in and out, the way there or the way back paid in base.
    private static AccountBench Dusty(decimal dust, TradingDaemon.Domain.Strategies.StrategySpec spec, int instrument)
    {
        var bench = AccountBench.Running(TestMarket.Setup(spec));
        bench.Signal(dust > 0m ? SignalKind.Buy : SignalKind.Sell, instrument, quantity: 5m);
        bench.Fill(bench.LastOrder, fee: dust > 0m ? 0.0095m : 0m, feeCurrency: dust > 0m ? "ETH" : "USD");
        bench.Signal(SignalKind.Close, instrument);
        bench.Fill(bench.LastOrder, fee: dust > 0m ? 0m : 0.0005m, feeCurrency: dust > 0m ? "USD" : "ETH");
        Assert.That(bench.Net(instrument), Is.EqualTo(dust));
        return bench;
    }
}
