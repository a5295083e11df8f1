using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Routing;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Routing;

public sealed class StyleChoiceTests
{
    /// <summary>Spread in basis points of a middle of 1000, size shown as a multiple of the order.</summary>
    [TestCase(100, 0.1, true, Urgency.High, OrderStyle.Market)]
    [TestCase(5, 2, false, Urgency.Normal, OrderStyle.Market, TestName = "For_ATightSpreadAtItsLimitAndSizeAtItsLimit_TakesAtTheMarket")]
    [TestCase(5, 1.9, false, Urgency.Normal, OrderStyle.ImmediateOrCancel, TestName = "For_ATightSpreadWithTooLittleShown_TakesWhatIsThere")]
    [TestCase(5, -1, false, Urgency.Normal, OrderStyle.ImmediateOrCancel, TestName = "For_ASizeNobodyTold_CountsAsThin")]
    [TestCase(5, 2, false, Urgency.Low, OrderStyle.Market)]
    [TestCase(5.01, 2, false, Urgency.Normal, OrderStyle.Limit)]
    [TestCase(5.01, 2, false, Urgency.Low, OrderStyle.PostOnly)]
    [TestCase(5.01, 2, true, Urgency.Low, OrderStyle.ImmediateOrCancel)]
    [TestCase(19.99, 2, true, Urgency.Normal, OrderStyle.ImmediateOrCancel)]
    [TestCase(19.99, 1.9, true, Urgency.Normal, OrderStyle.FillOrKill, TestName = "For_AWildMarketWithTooLittleShown_TakesAllOrNothing")]
    [TestCase(5.01, -1, true, Urgency.Low, OrderStyle.FillOrKill, TestName = "For_AWildMarketThatTellsNoSize_TakesAllOrNothing")]
    [TestCase(5, 1.9, true, Urgency.Normal, OrderStyle.ImmediateOrCancel, TestName = "For_ATightSpreadInAWildMarket_IsTheLineBefore")]
    [TestCase(20, 2, true, Urgency.Normal, OrderStyle.Limit, TestName = "For_AWideSpreadAtItsLimit_IsNeverTakenWhatever")]
    [TestCase(20, 2, true, Urgency.Low, OrderStyle.PostOnly)]
    [TestCase(500, 0.1, false, Urgency.Normal, OrderStyle.Limit)]
    public void For_TheMoment_IsTheFirstLineThatFits(decimal spreadBps, decimal multiple, bool isVolatile, Urgency urgency, OrderStyle expected)
    {
        foreach (var side in new[] { OrderSide.Buy, OrderSide.Sell })
            Assert.That(StyleChoice.For(side, 3m, Quote(spreadBps, multiple < 0m ? null : multiple * 3m), isVolatile, urgency, OrderKinds.All), Is.EqualTo(expected), $"{side}");
    }

    [TestCase(OrderKinds.Market | OrderKinds.Limit, Urgency.Low, OrderStyle.Market)]
    [TestCase(OrderKinds.Market | OrderKinds.PostOnly, Urgency.Low, OrderStyle.PostOnly)]
    [TestCase(OrderKinds.Market, Urgency.Normal, OrderStyle.Market)]
    public void For_AKindTheVenueDoesNotTake_IsAMarketOrder(OrderKinds taken, Urgency urgency, OrderStyle expected) =>
        Assert.That(StyleChoice.For(OrderSide.Buy, 1m, Quote(30m, 100m), false, urgency, taken), Is.EqualTo(expected));

    [TestCase(OrderKinds.All & ~OrderKinds.FillOrKill, OrderStyle.ImmediateOrCancel), TestCase(OrderKinds.Market | OrderKinds.Limit, OrderStyle.Market)]
    public void For_FillOrKillTheVenueDoesNotTake_IsImmediateOrCancelWhereItTakesThat(OrderKinds taken, OrderStyle expected) =>
        Assert.That(StyleChoice.For(OrderSide.Buy, 1m, Quote(10m, 1m), true, Urgency.Normal, taken), Is.EqualTo(expected));

    private static Quote Quote(decimal spreadBps, decimal? size)
    {
        var half = spreadBps / 20m;
        return new Quote(new InstrumentId(0), Price.From(1_000m - half), size, Price.From(1_000m + half), size, TestMarket.Start, TestMarket.Start);
    }
}
