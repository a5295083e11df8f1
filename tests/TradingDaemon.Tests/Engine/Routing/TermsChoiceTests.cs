using NUnit.Framework;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Routing;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Routing;

public sealed class TermsChoiceTests
{
    private static readonly Quantity Ten = Quantity.From(10m);

    [Test]
    public void For_Market_IsJustTheQuantity([Values] OrderSide side) =>
        Assert.That(Terms(OrderStyle.Market, side, 99.95m, 100.05m, 0.01m), Is.EqualTo(new OrderTerms.Market(Ten)));

    /// <summary>A taking limit never rests for rounding's sake, a resting one never takes for it.</summary>
    [TestCase(OrderStyle.ImmediateOrCancel, OrderSide.Buy, 100.05, 0.01, 100.05)]
    [TestCase(OrderStyle.ImmediateOrCancel, OrderSide.Buy, 100.05, 0.1, 100.1)]
    [TestCase(OrderStyle.ImmediateOrCancel, OrderSide.Sell, 99.95, 0.01, 99.95)]
    [TestCase(OrderStyle.ImmediateOrCancel, OrderSide.Sell, 99.95, 0.1, 99.9)]
    [TestCase(OrderStyle.FillOrKill, OrderSide.Buy, 100.05, 0.1, 100.1)]
    [TestCase(OrderStyle.FillOrKill, OrderSide.Sell, 99.95, 0.1, 99.9)]
    [TestCase(OrderStyle.Limit, OrderSide.Buy, 100.05, 1, 101)]
    [TestCase(OrderStyle.Limit, OrderSide.Sell, 99.95, 1, 99)]
    [TestCase(OrderStyle.PostOnly, OrderSide.Buy, 99.95, 0.1, 99.9)]
    [TestCase(OrderStyle.PostOnly, OrderSide.Buy, 99.95, 0.01, 99.95)]
    [TestCase(OrderStyle.PostOnly, OrderSide.Sell, 100.05, 0.1, 100.1)]
    [TestCase(OrderStyle.PostOnly, OrderSide.Sell, 100.05, 0.05, 100.05)]
    [TestCase(OrderStyle.ImmediateOrCancel, OrderSide.Sell, 99.95, 250, 250, Description = "a bid below one tick still gives a price")]
    [TestCase(OrderStyle.PostOnly, OrderSide.Buy, 99.95, 250, 250)]
    public void For_ALimitStyle_RoundsOnTheSideItMeans(OrderStyle style, OrderSide side, decimal touch, decimal tick, decimal expected)
    {
        Assert.That(touch, Is.EqualTo(99.95m).Or.EqualTo(100.05m));
        var terms = (OrderTerms.Limit)Terms(style, side, 99.95m, 100.05m, tick);
        var isPost = style == OrderStyle.PostOnly;
        var lives = style switch { OrderStyle.ImmediateOrCancel => TimeInForce.ImmediateOrCancel, OrderStyle.FillOrKill => TimeInForce.FillOrKill, _ => TimeInForce.GoodTilCancelled };
        Assert.That(terms, Is.EqualTo(new OrderTerms.Limit(Ten, Price.From(expected), lives, isPost)));
    }

    [Test]
    public void For_RandomQuotesAndGrids_IsOnTheGridWithinOneTickOfTheTouchOnTheRightSide([Range(1, 5)] int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 10_000; i++)
        {
            var tick = random.Next(1, 100) / (decimal)Math.Pow(10, random.Next(0, 5));
            var bid = tick + (random.Next(1, 1_000_000) / 997m);
            var (ask, side) = (bid + (random.Next(0, 1_000) / 991m), random.Next(2) == 0 ? OrderSide.Buy : OrderSide.Sell);
            var style = (OrderStyle)random.Next(2, 5);
            var price = ((OrderTerms.Limit)Terms(style, side, bid, ask, tick)).Price.QuotePerBase;
            var far = side == OrderSide.Buy ? ask : bid;
            var touch = style == OrderStyle.PostOnly ? bid + ask - far : far;
            var isUp = style == OrderStyle.PostOnly == (side == OrderSide.Sell);
            var off = isUp ? price - touch : touch - price;
            if (price % tick != 0m || off < 0m || off >= tick) Assert.Fail($"seed {seed}, {i}: {style} {side} {bid}/{ask} on {tick} gave {price}");
        }
    }

    [Test]
    public void Rests_OnlyWhatMayWait() => Assert.That(
        Enum.GetValues<OrderStyle>().Where(TermsChoice.Rests), Is.EqualTo(new[] { OrderStyle.Limit, OrderStyle.PostOnly }));

    [Test]
    public void For_AStyleThatIsNone_IsABug() => Assert.That(() => Terms(default, OrderSide.Buy, 1m, 2m, 0.01m), Throws.TypeOf<ArgumentOutOfRangeException>());

    private static OrderTerms Terms(OrderStyle style, OrderSide side, decimal bid, decimal ask, decimal tick) =>
        TermsChoice.For(style, side, Ten, TestMarket.Quote(TestMarket.Ibm, bid, ask, TestMarket.Start), TestMarket.At(TestMarket.Ibm) with { TickSize = tick });
}
