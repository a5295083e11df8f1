using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Engine.Routing;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Routing;

public sealed class ExpectedCostTests
{
    private static readonly BookSnapshot Depth = new(
        [new BookLevel(99m, 1m), new BookLevel(98m, 2m), new BookLevel(95m, 1m)],
        [new BookLevel(101m, 1m), new BookLevel(102m, 2m), new BookLevel(105m, 1m)]);

    /// <summary>99 / 101 with 10 a side: half the spread is 1 %.</summary>
    [TestCase(OrderSide.Buy, 1, 0, 101)]
    [TestCase(OrderSide.Buy, 10, 0, 101, TestName = "Taking_ExactlyWhatTheTouchShows_HasNoImpact")]
    [TestCase(OrderSide.Sell, 10, 0, 99)]
    [TestCase(OrderSide.Buy, 20, 0.01, 102, TestName = "Taking_TwiceTheTouch_PaysASpreadMoreForHalfOfIt")]
    [TestCase(OrderSide.Sell, 20, 0.01, 98)]
    [TestCase(OrderSide.Buy, 25, 0.016, 102.6, TestName = "Taking_APartOfALevel_PaysThatPart")]
    [TestCase(OrderSide.Buy, 30, 0.02, 103)]
    public void Taking_WithTheTouchAlone_IsOneSpreadFartherForEachFurtherQuantityOfItsSize(OrderSide side, decimal quantity, decimal impact, decimal price)
    {
        var cost = ExpectedCost.Taking(side, quantity, TestMarket.Quote(0, 99m, 101m, TestMarket.Start), null, default);
        Assert.That((cost.SpreadFraction, cost.CrossingFraction, cost.ImpactFraction, cost.FeeFraction, cost.EffectivePriceQuote), Is.EqualTo((0.02m, 0.01m, impact, 0m, price)));
        Assert.That(cost.TotalFraction, Is.EqualTo(0.01m + impact));
    }

    [TestCase(OrderSide.Buy, 0.5, 101)]
    [TestCase(OrderSide.Buy, 1, 101)]
    [TestCase(OrderSide.Buy, 2, 101.5)]
    [TestCase(OrderSide.Buy, 4, 102.5)]
    [TestCase(OrderSide.Buy, 5, 103.8, TestName = "Taking_MoreThanTheBookShows_TakesTheRestTwiceAsFarAsItsLastLevel")]
    [TestCase(OrderSide.Sell, 2, 98.5)]
    [TestCase(OrderSide.Sell, 4, 97.5)]
    public void Taking_WithTheBook_WalksIt(OrderSide side, decimal quantity, decimal price)
    {
        var cost = ExpectedCost.Taking(side, quantity, TestMarket.Quote(0, 99m, 101m, TestMarket.Start), Depth, default);
        Assert.That(cost.EffectivePriceQuote, Is.EqualTo(price));
        Assert.That(cost.ImpactFraction, Is.EqualTo(Math.Abs(price - (side == OrderSide.Buy ? 101m : 99m)) / 100m));
    }

    /// <summary>Bug: what a book of one level did not show cost exactly the touch, so the thinnest venue looked like the cheapest.</summary>
    [Test]
    public void Taking_BeyondABookOfOneLevel_CostsWhatItDoesBeyondTheTouchAlone([Values] OrderSide side, [Values(10, 11, 25, 1_000)] int quantity)
    {
        var quote = TestMarket.Quote(TestMarket.Btc, 99m, 101m, TestMarket.Start); // ten a side
        var one = new BookSnapshot([new BookLevel(99m, 10m)], [new BookLevel(101m, 10m)]);
        Assert.That(ExpectedCost.Taking(side, quantity, quote, one, default), Is.EqualTo(ExpectedCost.Taking(side, quantity, quote, null, default)));
        Assert.That(ExpectedCost.Taking(side, quantity, quote, one, default).ImpactFraction, quantity > 10 ? Is.Positive : Is.Zero);
    }

    /// <summary>Levels close together and a spread that is not: what is not shown lies a spread farther for each further level of the usual size, not twice next to nothing.</summary>
    [TestCase(2, 101.005, TestName = "Taking_ExactlyWhatTheBookShows_PaysItsLevels")]
    [TestCase(3, 101.67333333, TestName = "Taking_OneLevelMoreThanTheBookShows_PaysASpreadMoreForThat")]
    [TestCase(4, 102.5075, TestName = "Taking_TwoLevelsMoreThanTheBookShows_PaysTwoSpreadsMoreForTheSecond")]
    public void Taking_FarBeyondABookOfCloseLevels_IsNeverCheaperThanASpreadALevel(int quantity, decimal price)
    {
        var close = new BookSnapshot([new BookLevel(99m, 1m), new BookLevel(98.99m, 1m)], [new BookLevel(101m, 1m), new BookLevel(101.01m, 1m)]);
        var cost = ExpectedCost.Taking(OrderSide.Buy, quantity, TestMarket.Quote(0, 99m, 101m, TestMarket.Start), close, default);
        Assert.That(cost.EffectivePriceQuote, Is.EqualTo(price).Within(0.00000001m));
    }

    [TestCase(null)]
    [TestCase(0)]
    public void Taking_WhereNobodyToldTheSize_HasNoImpact(int? size)
    {
        var at = TestMarket.Start;
        var quote = new Quote(new InstrumentId(0), Price.From(99m), size, Price.From(101m), size, at, at);
        Assert.That(ExpectedCost.Taking(OrderSide.Buy, 1_000m, quote, null, default).ImpactFraction, Is.Zero);
    }

    [Test]
    public void Fee_IsPaidByABuyerAndTakenFromASeller()
    {
        var (quote, fees) = (TestMarket.Quote(0, 99m, 101m, TestMarket.Start), new FeeShares(0.001m, 0.01m));
        Assert.That(ExpectedCost.Taking(OrderSide.Buy, 1m, quote, null, fees).EffectivePriceQuote, Is.EqualTo(101m * 1.01m));
        Assert.That(ExpectedCost.Taking(OrderSide.Sell, 1m, quote, null, fees).EffectivePriceQuote, Is.EqualTo(99m * 0.99m));
    }

    [Test]
    public void Resting_EarnsHalfTheSpreadAndPaysTheMakersFee()
    {
        var cost = ExpectedCost.Resting(OrderSide.Buy, TestMarket.Quote(0, 99m, 101m, TestMarket.Start), new FeeShares(0.001m, 0.01m));
        Assert.That((cost.CrossingFraction, cost.ImpactFraction, cost.FeeFraction, cost.EffectivePriceQuote, cost.TotalFraction), Is.EqualTo((-0.01m, 0m, 0.001m, 99m * 1.001m, -0.009m)));
    }
}
