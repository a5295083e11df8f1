using NUnit.Framework;
using TradingDaemon.Exchange.Orders;
using static TradingDaemon.Tests.Exchange.ExchangeRig;

namespace TradingDaemon.Tests.Exchange.Matching;

public sealed class RefusalTests
{
    [TestCase(Side.Buy, 1.0005, 100, RefusalCode.InvalidIncrement)]
    [TestCase(Side.Buy, 0, 100, RefusalCode.InvalidIncrement)]
    [TestCase(Side.Buy, 1, 100.005, RefusalCode.InvalidIncrement)]
    [TestCase(Side.Buy, 1, 0, RefusalCode.InvalidIncrement)]
    [TestCase(Side.Buy, 0.001, 100, RefusalCode.InvalidIncrement)]
    [TestCase(Side.Sell, 1, 100, RefusalCode.InsufficientFunds)]
    [TestCase(Side.Buy, 1000, 100, RefusalCode.InsufficientFunds)]
    [TestCase(Side.Buy, 998, 100, null)]
    public void Limit_BadNumbers_AreRefusedByTheRuleTheyBreak(Side side, decimal quantity, decimal price, RefusalCode? expected)
    {
        using var rig = new ExchangeRig();
        rig.Quote(Btc, 101m, 102m);
        Assert.That(rig.RefusalOf(rig.Limit(Btc, side, quantity, price)), Is.EqualTo(expected));
    }

    [Test]
    public void Market_BelowMinimumValue_IsRefused()
    {
        using var rig = new ExchangeRig();
        rig.Quote(Btc, 101m, 102m);
        Assert.That(rig.RefusalOf(rig.Market(Btc, Side.Buy, 0.05m)), Is.EqualTo(RefusalCode.InvalidIncrement));
    }

    [Test]
    public void Submit_UnknownInstrument_IsRefused()
    {
        using var rig = new ExchangeRig();
        Assert.That(rig.RefusalOf(rig.Send(OrderRequest.Market("a", "NONE", Side.Buy, 1m))), Is.EqualTo(RefusalCode.UnknownInstrument));
    }

    [Test]
    public void Submit_SameClientOrderId_IsRefusedWhileRemembered()
    {
        using var rig = new ExchangeRig(Options with { ClosedOrdersMax = 1 });
        rig.Quote(Btc, 99m, 100m);
        var request = OrderRequest.Market("same", "BTC/USD", Side.Buy, 1m);
        rig.Send(request);
        rig.Send(request);
        Assert.That(rig.RefusalOf("same"), Is.EqualTo(RefusalCode.DuplicateClientOrderId));
        rig.Market(Btc, Side.Buy, 1m); // closes after it and pushes it out of memory
        rig.Send(request);
        Assert.That(rig.Fills.Count(f => f.ClientOrderId == "same"), Is.EqualTo(2));
        rig.Market(Btc, Side.Buy, 1m);
        Assert.That(rig.Exchange.FindOrder("same"), Is.Null, "without a file what left memory is gone");
    }

    [Test]
    public void Submit_TooManyOpen_IsRefused()
    {
        using var rig = new ExchangeRig(Options with { OpenOrdersMax = 1 });
        rig.Quote(Btc, 99m, 100m);
        rig.Limit(Btc, Side.Buy, 1m, 98m);
        Assert.That(rig.RefusalOf(rig.Limit(Btc, Side.Buy, 1m, 98m)), Is.EqualTo(RefusalCode.Other));
    }

    [Test]
    public void Buy_CashReservedByOpenOrder_CannotBeSpentTwice()
    {
        using var rig = new ExchangeRig();
        rig.Quote(Btc, 99m, 100m, askSize: 10_000m);
        var resting = rig.Limit(Btc, Side.Buy, 900m, 98m);
        Assert.That(rig.RefusalOf(rig.Market(Btc, Side.Buy, 200m)), Is.EqualTo(RefusalCode.InsufficientFunds));
        rig.Cancel(resting);
        Assert.That(rig.RefusalOf(rig.Market(Btc, Side.Buy, 200m)), Is.Null);
    }

    [Test]
    public void Sell_HoldingReservedByOpenOrder_CannotBeSoldTwice()
    {
        using var rig = new ExchangeRig();
        rig.Quote(Btc, 99m, 100m);
        rig.Market(Btc, Side.Buy, 2m);
        rig.Limit(Btc, Side.Sell, 2m, 110m);
        Assert.That(rig.RefusalOf(rig.Limit(Btc, Side.Sell, 0.5m, 111m)), Is.EqualTo(RefusalCode.InsufficientFunds));
    }

    [Test]
    public void Short_Shortable_IsLimitedByCollateralAndCanAlwaysBeCovered()
    {
        using var rig = new ExchangeRig();
        rig.Quote(Share, 100m, 100m, 10_000m, 10_000m);
        Assert.That(rig.RefusalOf(rig.Market(Share, Side.Sell, 1_100m)), Is.EqualTo(RefusalCode.InsufficientFunds));
        rig.Market(Share, Side.Sell, 900m);
        Assert.That(rig.Held(Share), Is.EqualTo(-900m));
        Assert.That(rig.RefusalOf(rig.Market(Share, Side.Sell, 200m)), Is.EqualTo(RefusalCode.InsufficientFunds));
        rig.Limit(Share, Side.Sell, 50m, 100.5m);
        rig.Quote(Btc, 99m, 100m, askSize: 10_000m);
        Assert.That(rig.RefusalOf(rig.Market(Btc, Side.Buy, 60m)), Is.EqualTo(RefusalCode.InsufficientFunds), "the proceeds are collateral, not spending money");
        rig.Quote(Share, 180m, 180m, 10_000m, 10_000m);
        Assert.That(rig.RefusalOf(rig.Market(Share, Side.Buy, 2_000m)), Is.EqualTo(RefusalCode.InsufficientFunds), "covering and then some");
        rig.Market(Share, Side.Buy, 900m);
        Assert.That(rig.Held(Share), Is.EqualTo(-50m), "only what the crossed limit sold after");
    }

    [Test]
    public void Option_Bought_PaysMultiplierAndFeePerContract()
    {
        using var rig = new ExchangeRig();
        rig.Quote(Option, 1.95m, 2m);
        rig.Market(Option, Side.Buy, 3m);
        Assert.That(rig.Cash, Is.EqualTo(100_000m - 600m - 1.95m));
        rig.Quote(Option, 0m, 0.05m);
        Assert.That(rig.RefusalOf(rig.Market(Option, Side.Sell, 3m)), Is.EqualTo(RefusalCode.NoLiquidity));
    }

    [Test]
    public void Deposit_AndWithdrawal_ChangeTheCash()
    {
        using var rig = new ExchangeRig();
        rig.Exchange.Deposit("USD", -99_000m, rig.Now);
        rig.Exchange.Deposit("EUR", 5m, rig.Now);
        Assert.That((rig.Cash, rig.Exchange.Cash()["EUR"]), Is.EqualTo((1_000m, 5m)));
    }

    [Test]
    public void Fees_UnknownClass_Throws() => Assert.That(() => FeeRates.DefaultFor("bond"), Throws.ArgumentException);

    [Test]
    public void Fees_Parts_NeverExceedTheWhole()
    {
        var fees = FeeRates.DefaultFor("crypto");
        Assert.That(2m * fees.Fee(0.000012345m, 1m, LiquidityRole.Taker), Is.LessThanOrEqualTo(fees.FeeMax(0.00002469m, 2m)));
        Assert.That(FeeRates.DefaultFor("forex").Fee(1_000m, 1m, LiquidityRole.Maker), Is.EqualTo(0.05m));
    }

    [Test]
    public void Instruments_TwiceOrWithoutGrid_Throw()
    {
        Assert.That(() => new InstrumentList([Instruments[0], Instruments[0]]), Throws.ArgumentException);
        Assert.That(() => new InstrumentList([Instruments[0] with { TickSize = 0m }]), Throws.ArgumentException);
    }
}
