using NUnit.Framework;
using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Matching;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Tests.Exchange.Matching;

public sealed class PriceTimeTests
{
    [Test]
    public void Taker_OrdersOfOthers_AreTakenByPriceThenTime()
    {
        using var rig = new AccountsRig();
        rig.Limit(rig.Ann, Side.Sell, 2m, 102m);
        rig.Limit(rig.Bob, Side.Sell, 2m, 101m);
        rig.Limit(rig.Ann, Side.Sell, 2m, 101m);
        rig.Market(rig.Cid, Side.Buy, 5m);
        Assert.Multiple(() =>
        {
            Assert.That(rig.Taken, Is.EqualTo(new (decimal, decimal, string?)[] { (101m, 2m, "bob"), (101m, 2m, "ann"), (102m, 1m, "ann") }));
            Assert.That(rig.Ann.Cash()["USD"], Is.EqualTo(1_000_000m + 202m + 102m));
            Assert.That(rig.Cid.Cash()["USD"], Is.EqualTo(1_000_000m - 404m - 102m));
            Assert.That(rig.Cid.Holdings()[AccountsRig.Symbol], Is.EqualTo(1_000_005m));
            Assert.That(rig.Ann.OpenOrders().Single().Remaining, Is.EqualTo(1m));
            Assert.That(AccountsRig.Order(rig.Cid, "c4").AveragePrice, Is.EqualTo(506m / 5m));
            Assert.That(rig.Ann.OpenOrders().Single().EndReason, Is.Empty);
        });
    }

    [Test]
    public void Trade_BothSides_GetTheirExecutionWithTheirFee()
    {
        using var rig = new AccountsRig();
        rig.Limit(rig.Ann, Side.Sell, 2m, 100m, symbol: AccountsRig.Coin);
        rig.Limit(rig.Bob, Side.Buy, 2m, 105m, symbol: AccountsRig.Coin);
        var (made, took) = (rig.Ann.ExecutionsSince(0, 9).Single(), rig.Bob.ExecutionsSince(0, 9).Single());
        Assert.Multiple(() =>
        {
            Assert.That((made.Account, made.Role, made.Fee, made.Side, made.Counterparty, made.CounterSequence), Is.EqualTo(("ann", LiquidityRole.Maker, 0.2m, Side.Sell, "bob", 1L)));
            Assert.That((took.Account, took.Role, took.Fee, took.Side, took.Counterparty, took.CounterSequence), Is.EqualTo(("bob", LiquidityRole.Taker, 0.4m, Side.Buy, "ann", 1L)));
            Assert.That((made.Price, took.Price, made.ExecutionId, took.ExecutionId), Is.EqualTo((100m, 100m, "ann-E1", "bob-E1")));
        });
    }

    [Test]
    public void EqualPrice_OrderRestedBeforeTheMarketsUpdate_GoesFirst()
    {
        using var rig = new AccountsRig();
        rig.Quote(99m, 101m, askSize: 3m);
        rig.Limit(rig.Ann, Side.Sell, 2m, 101m);
        rig.Market(rig.Cid, Side.Buy, 4m);
        Assert.That(rig.Taken, Is.EqualTo(new (decimal, decimal, string?)[] { (101m, 3m, null), (101m, 1m, "ann") }), "the market was there before ann");
        rig.Quote(99m, 101m, askSize: 3m);
        rig.Market(rig.Cid, Side.Buy, 2m);
        Assert.That(rig.Taken.Skip(2), Is.EqualTo(new (decimal, decimal, string?)[] { (101m, 1m, "ann"), (101m, 1m, null) }), "ann was there before the update");
    }

    [Test]
    public void BetterPrice_OfAnAccountOrTheMarket_GoesFirst()
    {
        using var rig = new AccountsRig();
        rig.Quote(99m, 101m, askSize: 1m);
        rig.Limit(rig.Ann, Side.Sell, 1m, 100m);
        rig.Limit(rig.Bob, Side.Sell, 1m, 102m);
        rig.Limit(rig.Cid, Side.Buy, 5m, 102m);
        Assert.That(rig.Taken.Select(static t => (t.Price, t.Maker)), Is.EqualTo(new (decimal, string?)[] { (100m, "ann"), (101m, null), (102m, "bob") }));
        Assert.That(rig.Cid.OpenOrders().Single().Remaining, Is.EqualTo(2m), "the rest rests");
    }

    [Test]
    public void MarketUpdate_ThatReachesRestingOrders_SharesItsSizeInPriceTimeOrder()
    {
        using var rig = new AccountsRig();
        var second = rig.Limit(rig.Ann, Side.Buy, 2m, 98m);
        var first = rig.Limit(rig.Bob, Side.Buy, 2m, 99m);
        rig.Quote(96m, 97m, askSize: 3m);
        Assert.That(rig.Fills.Select(static f => (f.ClientOrderId, f.Quantity, f.Counterparty)), Is.EqualTo(new (string, decimal, string?)[] { (first, 2m, null), (second, 1m, null) }));
    }

    [TestCase(5, 0, OrderCondition.Cancelled)]
    [TestCase(4, 4, OrderCondition.Filled)]
    public void FillOrKill_TakesAllOrNothing(int quantity, int filled, OrderCondition condition)
    {
        using var rig = new AccountsRig();
        rig.Quote(99m, 101m, askSize: 2m);
        rig.Limit(rig.Ann, Side.Sell, 2m, 100m);
        var id = rig.Limit(rig.Cid, Side.Buy, quantity, 101m, Lifetime.FillOrKill);
        var order = AccountsRig.Order(rig.Cid, id);
        Assert.That((order.Filled, order.Condition), Is.EqualTo(((decimal)filled, condition)));
    }

    [Test]
    public void PostOnly_AgainstAnAccountsOrder_IsRefused()
    {
        using var rig = new AccountsRig();
        rig.Limit(rig.Ann, Side.Sell, 2m, 100m);
        Assert.That(rig.RefusalOf(rig.Limit(rig.Bob, Side.Buy, 1m, 100m, postOnly: true)), Is.EqualTo(RefusalCode.WouldTake));
        Assert.That(rig.RefusalOf(rig.Limit(rig.Ann, Side.Buy, 1m, 100m, postOnly: true)), Is.EqualTo(RefusalCode.WouldTake), "its own order counts too");
        Assert.That(rig.RefusalOf(rig.Limit(rig.Bob, Side.Buy, 1m, 99m, postOnly: true)), Is.Null);
    }

    [Test]
    public void Stop_TradeBetweenAccounts_WakesItAndThoseItReachesInTurn()
    {
        using var rig = new AccountsRig();
        rig.Limit(rig.Ann, Side.Sell, 1m, 100m);
        rig.Limit(rig.Ann, Side.Sell, 1m, 105m);
        rig.Limit(rig.Ann, Side.Sell, 1m, 110m);
        var far = rig.Stop(rig.Bob, Side.Buy, 1m, 105m);
        var near = rig.Stop(rig.Bob, Side.Buy, 1m, 100m);
        rig.Market(rig.Cid, Side.Buy, 1m);
        Assert.That(rig.Fills.Where(static f => f.Account == "bob").Select(static f => (f.ClientOrderId, f.Price)), Is.EqualTo(new[] { (near, 105m), (far, 110m) }));
        Assert.That(rig.Exchange.LastPrices()[AccountsRig.Symbol], Is.EqualTo(110m), "without quotes the last trade tells the price");
    }

    [Test]
    public void Stop_OfASell_WakesOnALowerTrade()
    {
        using var rig = new AccountsRig();
        rig.Limit(rig.Ann, Side.Buy, 2m, 90m);
        var stop = rig.Stop(rig.Bob, Side.Sell, 1m, 95m);
        Assert.That(AccountsRig.Order(rig.Bob, stop).IsOpen, Is.True);
        rig.Market(rig.Cid, Side.Sell, 1m);
        Assert.That(AccountsRig.Order(rig.Bob, stop).Condition, Is.EqualTo(OrderCondition.Filled));
    }

    [Test]
    public void Impact_OrdersOfOthers_AreTakenBeforeTheWorsenedTouch()
    {
        using var rig = new AccountsRig(AccountsRig.Options with { Slippage = SlippageModel.Impact });
        rig.Quote(999m, 1_000m);
        rig.Limit(rig.Ann, Side.Sell, 10m, 1_000m);
        rig.Market(rig.Cid, Side.Buy, 500m);
        Assert.That(rig.Taken.Select(static t => (t.Quantity, t.Maker)), Is.EqualTo(new (decimal, string?)[] { (10m, "ann"), (490m, null) }));
        Assert.That(rig.Taken.Last().Price, Is.GreaterThan(1_000m));
    }

    [Test]
    public void Figures_BeyondAllReason_AreRefused()
    {
        using var rig = new AccountsRig();
        Assert.That(rig.RefusalOf(rig.Limit(rig.Ann, Side.Buy, decimal.MaxValue, 1m)), Is.EqualTo(RefusalCode.InvalidIncrement));
        Assert.That(rig.RefusalOf(rig.Limit(rig.Ann, Side.Buy, 1m, decimal.MaxValue)), Is.EqualTo(RefusalCode.InvalidIncrement));
    }

    [Test]
    public void Depth_AddsUpTheMarketAndTheAccountsByPrice()
    {
        using var rig = new AccountsRig();
        rig.Limit(rig.Ann, Side.Buy, 2m, 98m);
        Assert.That(rig.Exchange.Touch(AccountsRig.Symbol), Is.Null, "nobody sells");
        rig.Quote(97m, 103m, 5m, 5m);
        rig.Limit(rig.Ann, Side.Buy, 3m, 97m);
        rig.Limit(rig.Bob, Side.Sell, 4m, 104m);
        rig.Market(rig.Cid, Side.Buy, 5m);
        Assert.Multiple(() =>
        {
            Assert.That(rig.Exchange.Touch(AccountsRig.Symbol), Is.EqualTo((98m, 103m)));
            Assert.That(rig.Exchange.Depth(AccountsRig.Symbol, Side.Buy, 9), Is.EqualTo(new[] { new DepthLevel(98m, 2m), new DepthLevel(97m, 8m) }));
            Assert.That(rig.Exchange.Depth(AccountsRig.Symbol, Side.Sell, 9), Is.EqualTo(new[] { new DepthLevel(104m, 4m) }), "what was taken is gone until the next update");
            Assert.That(rig.Exchange.Depth(AccountsRig.Symbol, Side.Buy, 1), Has.Count.EqualTo(1));
            Assert.That(rig.Exchange.Depth("GONE", Side.Buy, 9), Is.Empty);
        });
    }
}
