using NUnit.Framework;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Tests.Exchange.Matching;

public sealed class ReplaceTests
{
    [TestCase(4, null, "ann", Description = "less at the same price keeps the place")]
    [TestCase(6, null, "bob", Description = "more loses it")]
    [TestCase(5, 100, "ann", Description = "nothing changed")]
    public void Replace_AtTheSamePrice_KeepsItsPlaceOnlyWhenItShrinks(int quantity, int? price, string first)
    {
        using var rig = new AccountsRig();
        var id = rig.Limit(rig.Ann, Side.Sell, 5m, 100m);
        rig.Limit(rig.Bob, Side.Sell, 5m, 100m);
        rig.Replace(rig.Ann, id, quantity, price);
        rig.Market(rig.Cid, Side.Buy, 1m);
        Assert.That(rig.Taken.Single().Maker, Is.EqualTo(first));
        Assert.That(AccountsRig.Order(rig.Ann, id).Request.Quantity, Is.EqualTo((decimal)quantity));
        Assert.That(rig.Reports.OfType<ExchangeReport.Replaced>().Single(), Is.EqualTo(new ExchangeReport.Replaced("ann", id, "O1", quantity, 100m, rig.Now)));
    }

    [Test]
    public void Replace_ToAnotherPriceAndBack_IsLastInTheQueue()
    {
        using var rig = new AccountsRig();
        var id = rig.Limit(rig.Ann, Side.Sell, 5m, 100m);
        rig.Limit(rig.Bob, Side.Sell, 5m, 100m);
        rig.Replace(rig.Ann, id, null, 99m);
        rig.Replace(rig.Ann, id, null, 100m);
        rig.Market(rig.Cid, Side.Buy, 6m);
        Assert.That(rig.Taken.Select(static t => (t.Maker, t.Quantity)), Is.EqualTo(new[] { ("bob", 5m), ("ann", 1m) }));
    }

    [Test]
    public void Replace_ToAPriceThatCrosses_TakesAtOnce()
    {
        using var rig = new AccountsRig();
        rig.Limit(rig.Bob, Side.Sell, 2m, 100m);
        var id = rig.Limit(rig.Ann, Side.Buy, 3m, 90m);
        rig.Replace(rig.Ann, id, null, 100m);
        Assert.That(rig.Taken.Single(), Is.EqualTo((100m, 2m, "bob")));
        Assert.That(rig.Ann.OpenOrders().Single().Remaining, Is.EqualTo(1m));
    }

    [Test]
    public void Replace_AfterTheFill_IsRefusedFilled()
    {
        using var rig = new AccountsRig();
        var id = rig.Limit(rig.Ann, Side.Sell, 5m, 100m);
        rig.Market(rig.Bob, Side.Buy, 3m);
        rig.Replace(rig.Ann, id, 3m, null);
        Assert.That(rig.ReplaceRefusalOf(id), Is.EqualTo(RefusalCode.OrderFilled), "3 are filled already");
        rig.Market(rig.Bob, Side.Buy, 2m);
        rig.Replace(rig.Ann, id, 7m, null);
        Assert.That(rig.ReplaceRefusalOf(id), Is.EqualTo(RefusalCode.OrderFilled));
        Assert.That(AccountsRig.Order(rig.Ann, id).Request.Quantity, Is.EqualTo(5m));
    }

    [Test]
    public void Replace_OfWhatCannotBe_IsRefusedAndNothingChanges()
    {
        using var rig = new AccountsRig(AccountsRig.With("ann", account => account with { StartingCash = new Dictionary<string, decimal> { ["USD"] = 1_000m } }));
        rig.Quote(99m, 101m);
        var id = rig.Limit(rig.Ann, Side.Buy, 5m, 98m, postOnly: true);
        var before = rig.Ann.OpenOrders().Single().Request;
        rig.Replace(rig.Ann, id, null, 101m);
        Assert.That(rig.ReplaceRefusalOf(id), Is.EqualTo(RefusalCode.WouldTake));
        rig.Replace(rig.Ann, id, 11m, null);
        Assert.That(rig.ReplaceRefusalOf(id), Is.EqualTo(RefusalCode.InsufficientFunds));
        rig.Replace(rig.Ann, id, 10m, null);
        Assert.That(rig.Ann.OpenOrders().Single().Request, Is.EqualTo(before with { Quantity = 10m }), "what it had reserved counts for it");
        rig.Replace(rig.Ann, id, 0m, null);
        Assert.That(rig.ReplaceRefusalOf(id), Is.EqualTo(RefusalCode.InvalidIncrement));
        rig.Replace(rig.Ann, "never", 1m, null);
        Assert.That(rig.ReplaceRefusalOf("never"), Is.EqualTo(RefusalCode.NotFound));
        rig.Cancel(rig.Ann, id);
        rig.Replace(rig.Ann, id, 1m, null);
        Assert.That(rig.ReplaceRefusalOf(id), Is.EqualTo(RefusalCode.OrderEnded));
        rig.Ann.Replace(new ReplaceRequest(OrderName.Venue("O77"), 1m, null), rig.Now);
        rig.Advance();
        Assert.That(rig.Reports[^1], Is.EqualTo(new ExchangeReport.ReplaceRefused("ann", "", "O77", RefusalCode.NotFound, "No such order.", rig.Now)));
    }

    [Test]
    public void Replace_OfAStop_MovesItsTrigger()
    {
        using var rig = new AccountsRig();
        rig.Quote(99m, 101m);
        var id = rig.Stop(rig.Ann, Side.Buy, 1m, 110m);
        rig.Replace(rig.Ann, id, 2m, 101m);
        Assert.That(rig.Fills.Single().Quantity, Is.EqualTo(2m), "the ask has reached the new trigger");
    }
}
