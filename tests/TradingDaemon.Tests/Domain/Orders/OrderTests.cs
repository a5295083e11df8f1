using NUnit.Framework;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Tests.Domain.Orders;

public sealed class OrderTests
{
    private static readonly OrderTerms Ten = new OrderTerms.Market(Quantity.From(10m));

    [Test]
    public void RemainingBase_AndAveragePrice_FollowTheFills()
    {
        var untouched = new OrderState(Intents.Of(Ten), OrderStatus.Open, "v-1", 0m, 0m);
        var partly = untouched with { Status = OrderStatus.PartiallyFilled, FilledBase = 4m, FilledNotionalQuote = 402m };
        Assert.Multiple(() =>
        {
            Assert.That(untouched.RemainingBase, Is.EqualTo(10m));
            Assert.That(untouched.AveragePriceQuote, Is.Null, "no fill has no price, never zero");
            Assert.That(partly.RemainingBase, Is.EqualTo(6m));
            Assert.That(partly.AveragePriceQuote, Is.EqualTo(100.5m));
        });
    }

    [Test]
    public void Side_HasASignAndAnOpposite() => Assert.Multiple(() =>
    {
        Assert.That(OrderSide.Buy.Sign(), Is.EqualTo(1m));
        Assert.That(OrderSide.Sell.Sign(), Is.EqualTo(-1m));
        Assert.That(OrderSide.Buy.Opposite(), Is.EqualTo(OrderSide.Sell));
        Assert.That(OrderSide.Sell.Opposite(), Is.EqualTo(OrderSide.Buy));
    });

    [Test]
    public void Durable_KeepsWhatWasApproved()
    {
        var approved = new ApprovedOrder(Intents.Of(Ten)) { TickReceivedTimestamp = 42 };
        var durable = new DurableOrder(approved);
        Assert.Multiple(() =>
        {
            Assert.That(durable.Approved, Is.SameAs(approved));
            Assert.That(durable.Intent, Is.SameAs(approved.Intent));
            Assert.That(durable.Approved.TickReceivedTimestamp, Is.EqualTo(42));
        });
    }

    [TestCase(typeof(ApprovedOrder))]
    [TestCase(typeof(DurableOrder))]
    public void Mint_HasNoPublicConstructor(Type minted) =>
        Assert.That(minted.GetConstructors(), Is.Empty, "only the gate approves and only the journal makes durable");

    [TestCase(typeof(OrderTerms))]
    [TestCase(typeof(TradingDaemon.Domain.Facts.Fact))]
    [TestCase(typeof(TradingDaemon.Domain.Control.Command))]
    public void Family_IsClosed(Type family) =>
        Assert.That(family.GetConstructors(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic).Where(static constructor => !constructor.IsPrivate && constructor.GetParameters().FirstOrDefault()?.ParameterType != constructor.DeclaringType), Is.Empty);
}
