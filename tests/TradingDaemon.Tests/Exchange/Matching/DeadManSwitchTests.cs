using NUnit.Framework;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Tests.Exchange.Matching;

public sealed class DeadManSwitchTests
{
    [Test]
    public void Switch_NotRenewed_CancelsAllOfItsAccountAndNobodyElses()
    {
        using var rig = new AccountsRig();
        rig.Limit(rig.Ann, Side.Buy, 1m, 90m);
        rig.Stop(rig.Ann, Side.Buy, 1m, 900m);
        rig.Limit(rig.Bob, Side.Buy, 1m, 90m);
        rig.Ann.RenewDeadManSwitch(TimeSpan.FromSeconds(10), rig.Now);
        rig.Advance(TimeSpan.FromSeconds(9));
        rig.Ann.RenewDeadManSwitch(TimeSpan.FromSeconds(10), rig.Now);
        rig.Advance(TimeSpan.FromSeconds(9));
        Assert.That(rig.Ann.OpenOrders(), Has.Count.EqualTo(2));
        Assert.That(rig.Ann.DeadManSwitchAt, Is.EqualTo(rig.Now.AddSeconds(1)));
        Assert.That(rig.Exchange.NextDueAt, Is.EqualTo(rig.Now.AddSeconds(1)));
        rig.Advance(TimeSpan.FromSeconds(5));
        Assert.That((rig.Ann.OpenOrders().Count, rig.Bob.OpenOrders().Count, rig.Ann.DeadManSwitchAt), Is.EqualTo((0, 1, (DateTimeOffset?)null)));
        Assert.That(rig.Ann.ClosedOrdersSince(0, 9).Select(static order => (order.EndReason, order.AveragePrice)), Is.All.EqualTo(("The dead man's switch was not renewed.", 0m)));
        Assert.That(rig.Reports.OfType<ExchangeReport.Cancelled>().Select(r => r.At), Is.All.EqualTo(rig.Now.AddSeconds(-4)));
    }

    [Test]
    public void Switch_Disarmed_NeverFires()
    {
        using var rig = new AccountsRig();
        rig.Limit(rig.Ann, Side.Buy, 1m, 90m);
        rig.Ann.RenewDeadManSwitch(TimeSpan.FromSeconds(1), rig.Now);
        rig.Bob.RenewDeadManSwitch(TimeSpan.MaxValue, rig.Now);
        rig.Ann.RenewDeadManSwitch(TimeSpan.Zero, rig.Now);
        rig.Advance(TimeSpan.FromDays(1));
        Assert.That(rig.Ann.OpenOrders(), Has.Count.EqualTo(1));
    }

    [Test]
    public void CancelAll_EndsEverythingOfTheAccount()
    {
        using var rig = new AccountsRig();
        rig.Limit(rig.Ann, Side.Buy, 1m, 90m, Lifetime.Day);
        rig.Limit(rig.Ann, Side.Sell, 1m, 190m);
        rig.Limit(rig.Bob, Side.Sell, 1m, 190m);
        rig.Ann.CancelAll(rig.Now);
        rig.Advance();
        Assert.That((rig.Ann.OpenOrders().Count, rig.Bob.OpenOrders().Count), Is.EqualTo((0, 1)));
        Assert.That(rig.Reports.OfType<ExchangeReport.Cancelled>().Count(), Is.EqualTo(2));
    }
}
