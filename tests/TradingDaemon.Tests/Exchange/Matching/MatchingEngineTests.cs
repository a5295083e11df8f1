using NUnit.Framework;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Matching;
using TradingDaemon.Exchange.Orders;
using static TradingDaemon.Tests.Exchange.ExchangeRig;

namespace TradingDaemon.Tests.Exchange.Matching;

public sealed class MatchingEngineTests
{
    private static readonly BookOptions TouchOnly = new() { SyntheticLevels = 0 };

    [Test]
    public void Market_WithinTouch_FillsAtTouchWithTakerFee()
    {
        using var rig = new ExchangeRig();
        rig.Quote(Btc, 99.99m, 100m);
        rig.Market(Btc, Side.Buy, 2m);
        Assert.Multiple(() =>
        {
            Assert.That(rig.Fills.Select(f => (f.Price, f.Quantity, f.Fee, f.Role)), Is.EqualTo(new[] { (100m, 2m, 0.4m, LiquidityRole.Taker) }));
            Assert.That(rig.Cash, Is.EqualTo(100_000m - 200m - 0.4m));
            Assert.That(rig.Held(Btc), Is.EqualTo(2m));
            Assert.That(rig.Exchange.OpenOrders(), Is.Empty);
        });
    }

    [Test]
    public void Market_BeyondTouch_WalksAssumedLevelsAndExpiresTheRest()
    {
        using var rig = new ExchangeRig(Options with { Book = new BookOptions { SyntheticLevels = 2, SyntheticStepBps = 2m } });
        rig.Quote(Btc, 99.99m, 100m, askSize: 1m);
        var id = rig.Market(Btc, Side.Buy, 5m);
        Assert.Multiple(() =>
        {
            Assert.That(rig.Fills.Select(f => (f.Price, f.Quantity)), Is.EqualTo(new[] { (100m, 1m), (100.02m, 1m), (100.04m, 1m) }));
            Assert.That(rig.Reports[^1], Is.InstanceOf<ExchangeReport.Expired>());
            Assert.That(rig.Exchange.FindOrder(id)!.Condition, Is.EqualTo(OrderCondition.Expired));
            Assert.That(rig.Exchange.FindOrder(id)!.Filled, Is.EqualTo(3m));
        });
    }

    [Test]
    public void Market_TwoOrdersOnOneQuote_ShareTheDisplayedSizeUntilTheNextUpdate()
    {
        using var rig = new ExchangeRig(Options with { Book = TouchOnly });
        rig.Quote(Btc, 100m, 101m, askSize: 1m);
        rig.Market(Btc, Side.Buy, 0.6m);
        rig.Market(Btc, Side.Buy, 0.6m);
        var third = rig.Market(Btc, Side.Buy, 0.6m);
        Assert.That(rig.Fills.Select(f => f.Quantity), Is.EqualTo(new[] { 0.6m, 0.4m }));
        Assert.That(rig.RefusalOf(third), Is.EqualTo(RefusalCode.NoLiquidity));
        rig.Quote(Btc, 100m, 101m, askSize: 1m);
        rig.Market(Btc, Side.Buy, 0.6m);
        Assert.That(rig.Fills.Last().Quantity, Is.EqualTo(0.6m));
    }

    [Test]
    public void Market_SizeNotRecorded_ShowsTheDefaultDepthInWholeLots()
    {
        using var rig = new ExchangeRig(Options with { Book = TouchOnly with { DefaultDepthQuote = 1_000m } });
        rig.Quote(Share, 29.99m, 30m, bidSize: -1m, askSize: -1m);
        rig.Market(Share, Side.Buy, 100m);
        Assert.That(rig.Fills.Single().Quantity, Is.EqualTo(33m));
    }

    [Test]
    public void Market_EmptySide_IsRefusedNoLiquidity()
    {
        using var rig = new ExchangeRig();
        var before = rig.Market(Btc, Side.Buy, 1m);
        rig.Quote(Btc, 100m, 0m);
        var after = rig.Market(Btc, Side.Buy, 1m);
        Assert.That((rig.RefusalOf(before), rig.RefusalOf(after)), Is.EqualTo(((RefusalCode?)RefusalCode.NoLiquidity, (RefusalCode?)RefusalCode.NoLiquidity)));
    }

    [Test]
    public void Quote_Crossed_IsIgnored()
    {
        using var rig = new ExchangeRig();
        rig.Quote(Btc, 99m, 100m);
        rig.Quote(Btc, 105m, 104m);
        rig.Market(Btc, Side.Buy, 1m);
        Assert.That(rig.Fills.Single().Price, Is.EqualTo(100m));
    }

    [Test]
    public void Limit_ImmediateOrCancel_TakesToItsLimitAndCancelsTheRest()
    {
        using var rig = new ExchangeRig();
        rig.Quote(Btc, 99.99m, 100m, askSize: 1m);
        rig.Limit(Btc, Side.Buy, 5m, 100.02m, Lifetime.ImmediateOrCancel);
        Assert.That(rig.Fills.Select(f => (f.Price, f.Quantity)), Is.EqualTo(new[] { (100m, 1m), (100.02m, 1m) }));
        Assert.That(rig.Reports[^1], Is.InstanceOf<ExchangeReport.Cancelled>());
    }

    [Test]
    public void Limit_PostOnly_IsRefusedOnlyWhenItWouldTake()
    {
        using var rig = new ExchangeRig();
        rig.Quote(Btc, 99m, 100m);
        var takes = rig.Limit(Btc, Side.Buy, 1m, 100m, postOnly: true);
        var rests = rig.Limit(Btc, Side.Buy, 1m, 99.99m, postOnly: true);
        Assert.That((rig.RefusalOf(takes), rig.RefusalOf(rests)), Is.EqualTo(((RefusalCode?)RefusalCode.WouldTake, (RefusalCode?)null)));
    }

    [Test]
    public void Limit_Crossed_FillsAsMakerAtItsPriceUpToTheDisplayedSize()
    {
        using var rig = new ExchangeRig();
        rig.Quote(Btc, 99m, 100m);
        var id = rig.Limit(Btc, Side.Buy, 3m, 98m);
        rig.Quote(Btc, 96m, 97m, askSize: 2m);
        Assert.That(rig.Fills.Select(f => (f.Price, f.Quantity, f.Fee, f.Role)), Is.EqualTo(new[] { (98m, 2m, 0.196m, LiquidityRole.Maker) }));
        Assert.That(rig.Exchange.FindOrder(id)!.Condition, Is.EqualTo(OrderCondition.PartiallyFilled));
        rig.Quote(Btc, 96m, 98m, askSize: 2m);
        Assert.That(rig.Exchange.FindOrder(id)!.Condition, Is.EqualTo(OrderCondition.Filled));
    }

    [Test]
    public void Limit_SeveralCrossed_FillInPriceThenTimeOrder()
    {
        using var rig = new ExchangeRig();
        rig.Quote(Btc, 99m, 100m);
        var low = rig.Limit(Btc, Side.Buy, 1m, 97m);
        var first = rig.Limit(Btc, Side.Buy, 1m, 98m);
        var second = rig.Limit(Btc, Side.Buy, 1m, 98m);
        rig.Quote(Btc, 96m, 97m, askSize: 2.5m);
        Assert.That(rig.Fills.Select(f => (f.ClientOrderId, f.Quantity)), Is.EqualTo(new[] { (first, 1m), (second, 1m), (low, 0.5m) }));
    }

    [Test]
    public void Limit_TradeBeyond_FillsUpToThePrintAndNotAtEqualPrice()
    {
        using var rig = new ExchangeRig();
        rig.Quote(Share, 99m, 100m);
        rig.Market(Share, Side.Buy, 10m);
        rig.Limit(Share, Side.Sell, 10m, 103m);
        rig.Trade(Share, 103m, 50m);
        Assert.That(rig.Fills.Count(), Is.EqualTo(1), "a print at the limit says nothing of the queue");
        rig.Trade(Share, 103.01m, 4m);
        rig.Trade(Share, 104m, -1m);
        Assert.That(rig.Fills.Skip(1).Select(f => (f.Price, f.Quantity, f.Side)), Is.EqualTo(new[] { (103m, 4m, Side.Sell), (103m, 6m, Side.Sell) }));
    }

    [Test]
    public void Depth_Observed_IsWalkedToItsEndAndNoFurther()
    {
        using var rig = new ExchangeRig();
        rig.Exchange.ObserveDepth(Btc, [new DepthLevel(99m, 1m)], [new DepthLevel(100m, 1m), new DepthLevel(101m, 0.5005m)], rig.Now);
        rig.Market(Btc, Side.Buy, 5m);
        rig.Exchange.ObserveDepth(Btc, [new DepthLevel(99m, 1m)], [], rig.Now);
        rig.Market(Btc, Side.Sell, 1m);
        Assert.That(rig.Fills.Select(f => (f.Price, f.Quantity)), Is.EqualTo(new[] { (100m, 1m), (101m, 0.5m), (99m, 1m) }));
        rig.Exchange.ObserveDepth(Btc, [new DepthLevel(105m, 1m)], [new DepthLevel(104m, 1m)], rig.Now);
        Assert.That(rig.Exchange.LastPrices()["BTC/USD"], Is.EqualTo(99m), "a crossed snapshot is ignored");
    }

    [TestCase(Side.Buy, 101.5, 102)]
    [TestCase(Side.Sell, 97, 97.5)]
    public void Stop_OppositeQuoteReachesTrigger_ExecutesAtMarket(Side side, decimal bid, decimal ask)
    {
        using var rig = new ExchangeRig();
        rig.Quote(Share, 99.5m, 100m);
        rig.Stop(Share, side, 5m, side == Side.Buy ? 102m : 97m);
        rig.Quote(Share, 99m, 99.5m);
        Assert.That(rig.Fills, Is.Empty);
        rig.Quote(Share, bid, ask);
        Assert.That(rig.Fills.Single().Price, Is.EqualTo(side == Side.Buy ? ask : bid));
        Assert.That(rig.Fills.Single().Role, Is.EqualTo(LiquidityRole.Taker));
    }

    [Test]
    public void Stop_LastTradeReachesTrigger_ExecutesAgainstTheBook()
    {
        using var rig = new ExchangeRig();
        rig.Quote(Btc, 99m, 100m, askSize: 1m);
        rig.Stop(Btc, Side.Buy, 100m, 101m);
        rig.Trade(Btc, 101m, 1m);
        Assert.That(rig.Fills.First().Price, Is.EqualTo(100m));
        Assert.That(rig.Reports[^1], Is.InstanceOf<ExchangeReport.Expired>(), "the book held less than was asked");
    }

    [Test]
    public void Stop_BeyondTriggerOnArrival_ExecutesAtOnce()
    {
        using var rig = new ExchangeRig();
        rig.Quote(Btc, 99m, 100m);
        rig.Stop(Btc, Side.Buy, 1m, 100m);
        Assert.That(rig.Fills.Single().Price, Is.EqualTo(100m));
    }

    [Test]
    public void Stop_NotAffordableWhenTriggered_IsRejected()
    {
        using var rig = new ExchangeRig();
        rig.Quote(Btc, 99m, 100m, askSize: 2_000m);
        var id = rig.Stop(Btc, Side.Buy, 900m, 101m);
        rig.Quote(Btc, 149m, 150m, askSize: 2_000m);
        Assert.That(rig.RefusalOf(id), Is.EqualTo(RefusalCode.InsufficientFunds));
        Assert.That(rig.Exchange.FindOrder(id)!.Condition, Is.EqualTo(OrderCondition.Rejected));
    }

    [Test]
    public void Cancel_OpenThenEndedThenUnknown_ConfirmsOnceAndRefusesAfter()
    {
        using var rig = new ExchangeRig();
        rig.Quote(Btc, 99m, 100m);
        var id = rig.Limit(Btc, Side.Buy, 1m, 98m);
        rig.Cancel(id);
        rig.Cancel(id);
        rig.Cancel("never");
        rig.Quote(Btc, 90m, 91m);
        Assert.That(rig.Reports.Skip(1).Select(r => r.GetType().Name), Is.EqualTo(new[] { "Cancelled", "CancelRefused", "CancelRefused" }));
        Assert.That(rig.Fills, Is.Empty);
    }

    [Test]
    public void Day_AtMidnightUtc_Expires()
    {
        using var rig = new ExchangeRig();
        rig.Quote(Btc, 99m, 100m);
        var day = rig.Limit(Btc, Side.Buy, 1m, 98m, Lifetime.Day);
        rig.Limit(Btc, Side.Buy, 1m, 97m);
        Assert.That(rig.Exchange.NextDueAt, Is.EqualTo(new DateTimeOffset(2025, 3, 4, 0, 0, 0, TimeSpan.Zero)));
        rig.AdvanceTo(Start.AddDays(2));
        Assert.Multiple(() =>
        {
            Assert.That(rig.Exchange.FindOrder(day)!.Condition, Is.EqualTo(OrderCondition.Expired));
            Assert.That(rig.Reports[^1].At, Is.EqualTo(new DateTimeOffset(2025, 3, 4, 0, 0, 0, TimeSpan.Zero)));
            Assert.That(rig.Exchange.OpenOrders(), Has.Count.EqualTo(1));
            Assert.That(rig.Exchange.NextDueAt, Is.Null);
        });
    }

    [Test]
    public void Bars_Alone_FillLimitsAndStopsOnTheirWay()
    {
        using var rig = new ExchangeRig();
        rig.Bar(Free, 100m, 101m, 99m, 100m);
        rig.Market(Free, Side.Buy, 30m);
        rig.Limit(Free, Side.Sell, 10m, 110m);
        rig.Stop(Free, Side.Sell, 10m, 90m);
        rig.Stop(Free, Side.Sell, 10m, 80m);
        rig.Bar(Free, 100m, 111m, 88m, 101m);
        rig.Bar(Free, 70m, 75m, 60m, 72m);
        Assert.That(rig.Fills.Select(f => (f.Side, f.Price)), Is.EqualTo(new[] { (Side.Buy, 101m), (Side.Sell, 110m), (Side.Sell, 89m), (Side.Sell, 69m) }));
    }

    [Test]
    public void Bar_Impossible_IsIgnored()
    {
        using var rig = new ExchangeRig();
        rig.Bar(Free, 100m, 90m, 95m, 100m);
        Assert.That(rig.Exchange.LastPrices(), Is.Empty);
    }

    [Test]
    public void Sources_BetterAppears_WorseIsIgnored()
    {
        using var rig = new ExchangeRig();
        rig.Bar(Free, 10m, 10m, 10m, 10m);
        rig.Trade(Free, 20m, 1m);
        rig.Bar(Free, 10m, 10m, 10m, 10m);
        Assert.That(rig.Exchange.LastPrices()["FREE"], Is.EqualTo(20m));
        rig.Quote(Free, 30m, 30m);
        rig.Trade(Free, 20m, 1m);
        rig.Trade(Free, 0m, 1m);
        Assert.That(rig.Exchange.LastPrices()["FREE"], Is.EqualTo(30m));
    }

    [Test]
    public void Impact_Model_WorsensTheTouchByShareOfEquity()
    {
        using var rig = new ExchangeRig(Options with { Slippage = SlippageModel.Impact });
        rig.Quote(Btc, 999m, 1_000m, askSize: 0.001m);
        rig.Market(Btc, Side.Buy, 50m); // 50,000 of 100,000: 0.00075 of the price
        rig.Quote(Btc, 1_000m, 1_001m);
        rig.Market(Btc, Side.Sell, 50m);
        Assert.That(rig.Fills.Select(f => f.Price), Is.EqualTo(new[] { 1_000.75m, 999.24m }));
        var limit = rig.Limit(Btc, Side.Buy, 50m, 1_001m, Lifetime.ImmediateOrCancel);
        Assert.That(rig.Exchange.FindOrder(limit)!.Filled, Is.Zero, "the impact would pass its limit");
    }
}
