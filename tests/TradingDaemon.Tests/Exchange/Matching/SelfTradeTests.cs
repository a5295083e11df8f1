using NUnit.Framework;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Tests.Exchange.Matching;

public sealed class SelfTradeTests
{
    private static readonly OrderCondition[] NewestEnds = [OrderCondition.Open, OrderCondition.Cancelled];

    [TestCase(SelfTradePrevention.CancelNewest, OrderCondition.Open, OrderCondition.Cancelled, 1)]
    [TestCase(SelfTradePrevention.CancelOldest, OrderCondition.Cancelled, OrderCondition.Filled, 3)]
    [TestCase(SelfTradePrevention.CancelBoth, OrderCondition.Cancelled, OrderCondition.Cancelled, 1)]
    [TestCase(SelfTradePrevention.PassOver, OrderCondition.Open, OrderCondition.Filled, 3)]
    public void Taker_MeetsItsOwnOrder_DoesWhatItsAccountSays(SelfTradePrevention mode, OrderCondition resting, OrderCondition taking, int filled)
    {
        using var rig = new AccountsRig(AccountsRig.With("ann", account => account with { SelfTrade = mode }));
        rig.Limit(rig.Bob, Side.Sell, 1m, 100m);
        var own = rig.Limit(rig.Ann, Side.Sell, 1m, 101m);
        rig.Limit(rig.Bob, Side.Sell, 5m, 102m);
        var id = rig.Limit(rig.Ann, Side.Buy, 3m, 102m);
        Assert.Multiple(() =>
        {
            Assert.That(AccountsRig.Order(rig.Ann, own).Condition, Is.EqualTo(resting));
            Assert.That((AccountsRig.Order(rig.Ann, id).Condition, AccountsRig.Order(rig.Ann, id).Filled), Is.EqualTo((taking, (decimal)filled)));
            Assert.That(rig.Fills.Where(static f => f.Account == f.Counterparty), Is.Empty);
        });
    }

    [Test]
    public void Order_OfItsOwnMind_OverrulesTheAccount()
    {
        using var rig = new AccountsRig();
        var own = rig.Limit(rig.Ann, Side.Sell, 1m, 100m);
        var id = rig.Send(rig.Ann, OrderRequest.Limit("x", AccountsRig.Symbol, Side.Buy, 1m, 100m) with { SelfTrade = SelfTradePrevention.CancelOldest });
        Assert.That((AccountsRig.Order(rig.Ann, own).Condition, AccountsRig.Order(rig.Ann, id).Condition), Is.EqualTo((OrderCondition.Cancelled, OrderCondition.Open)));
    }

    [Test]
    public void Market_MeetsOnlyItsOwn_IsAcceptedAndCancelled()
    {
        using var rig = new AccountsRig();
        var own = rig.Limit(rig.Ann, Side.Sell, 1m, 100m);
        var id = rig.Market(rig.Ann, Side.Buy, 1m);
        Assert.That(new[] { AccountsRig.Order(rig.Ann, own).Condition, AccountsRig.Order(rig.Ann, id).Condition }, Is.EqualTo(NewestEnds));
        Assert.That(rig.Reports[^1], Is.InstanceOf<ExchangeReport.Cancelled>());
    }

    [Test]
    public void FillOrKill_ThatCannotFill_CancelsNoOrderOfItsOwn()
    {
        using var rig = new AccountsRig(AccountsRig.With("ann", account => account with { SelfTrade = SelfTradePrevention.CancelOldest }));
        var own = rig.Limit(rig.Ann, Side.Sell, 1m, 100m);
        rig.Limit(rig.Ann, Side.Buy, 1m, 100m, Lifetime.FillOrKill);
        Assert.That(AccountsRig.Order(rig.Ann, own).IsOpen, Is.True);
    }

    [Test]
    public void Stop_ThatMeetsItsOwn_IsCancelled()
    {
        using var rig = new AccountsRig();
        rig.Limit(rig.Bob, Side.Sell, 1m, 100m);
        rig.Limit(rig.Ann, Side.Sell, 1m, 101m);
        var stop = rig.Stop(rig.Ann, Side.Buy, 1m, 100m);
        rig.Market(rig.Cid, Side.Buy, 1m);
        Assert.That(AccountsRig.Order(rig.Ann, stop).Condition, Is.EqualTo(OrderCondition.Cancelled));
    }
}
