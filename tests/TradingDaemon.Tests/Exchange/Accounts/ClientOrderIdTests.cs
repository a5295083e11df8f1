using NUnit.Framework;
using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Tests.Exchange.Accounts;

public sealed class ClientOrderIdTests
{
    private static readonly ExchangeOptions Reusing = AccountsRig.With("ann", static account => account with { ClientOrderIds = ClientOrderIdScope.OpenOrders });

    [Test]
    public void OpenOrders_ResendAfterAQuickFill_IsASecondOrder([Values] bool isOnDisk)
    {
        using var folder = new TemporaryFolder();
        using var rig = new AccountsRig(isOnDisk ? Reusing with { LedgerPath = folder.File("ledger"), Fsync = false, ClosedOrdersMax = 1 } : Reusing);
        rig.Quote(99m, 101m);
        for (var i = 0; i < 3; i++) rig.Send(rig.Ann, OrderRequest.Market("same", AccountsRig.Symbol, Side.Buy, 1m));
        rig.Send(rig.Ann, OrderRequest.Limit("same", AccountsRig.Symbol, Side.Buy, 1m, 50m));
        rig.Send(rig.Ann, OrderRequest.Limit("same", AccountsRig.Symbol, Side.Buy, 1m, 51m));
        Assert.Multiple(() =>
        {
            Assert.That(rig.RefusalOf("same"), Is.EqualTo(RefusalCode.DuplicateClientOrderId), "while one is open");
            Assert.That(AccountsRig.Order(rig.Ann, "same").OrderId, Is.EqualTo("O4"), "the newest");
            Assert.That(rig.Ann.OrdersOf("same").Select(static o => (o.OrderId, o.Condition)),
                Is.EqualTo(new[] { ("O1", OrderCondition.Filled), ("O2", OrderCondition.Filled), ("O3", OrderCondition.Filled), ("O4", OrderCondition.Open) }));
            Assert.That(rig.Fills.Select(static f => f.OrderId), Is.EqualTo(new[] { "O1", "O2", "O3" }));
            Assert.That(rig.Ann.FindOrder(OrderName.Venue("O1"))!.Filled, Is.EqualTo(1m));
            Assert.That(rig.Ann.FindOrder(OrderName.Venue("O9")), Is.Null);
        });
    }

    [Test]
    public void Forever_UsedBefore_IsRefusedWithinTheAccountOnly()
    {
        using var rig = new AccountsRig();
        rig.Quote(99m, 101m);
        rig.Send(rig.Ann, OrderRequest.Market("same", AccountsRig.Symbol, Side.Buy, 1m));
        rig.Send(rig.Bob, OrderRequest.Market("same", AccountsRig.Symbol, Side.Buy, 1m));
        Assert.That(rig.RefusalOf("same"), Is.Null, "bob has names of his own");
        rig.Send(rig.Ann, OrderRequest.Market("same", AccountsRig.Symbol, Side.Buy, 1m));
        Assert.That(rig.RefusalOf("same"), Is.EqualTo(RefusalCode.DuplicateClientOrderId));
        Assert.That((rig.Ann.OrdersOf("same").Count, rig.Bob.OrdersOf("same").Count), Is.EqualTo((1, 1)));
    }

    [Test]
    public void Restart_WithReusedIds_GivesTheSameAnswers()
    {
        using var folder = new TemporaryFolder();
        var options = Reusing with { LedgerPath = folder.File("ledger"), Fsync = false };
        string before;
        using (var rig = new AccountsRig(options))
        {
            rig.Quote(99m, 101m);
            rig.Send(rig.Ann, OrderRequest.Market("same", AccountsRig.Symbol, Side.Buy, 1m));
            rig.Send(rig.Ann, OrderRequest.Limit("same", AccountsRig.Symbol, Side.Buy, 1m, 50m));
            rig.Cancel(rig.Ann, "same");
            rig.Send(rig.Ann, OrderRequest.Limit("same", AccountsRig.Symbol, Side.Buy, 2m, 50m));
            before = AccountsRig.Describe(rig.Exchange);
        }

        using var again = new AccountsRig(options);
        Assert.That(AccountsRig.Describe(again.Exchange), Is.EqualTo(before));
        Assert.That(AccountsRig.Order(again.Ann, "same").Request.Quantity, Is.EqualTo(2m));
    }
}
