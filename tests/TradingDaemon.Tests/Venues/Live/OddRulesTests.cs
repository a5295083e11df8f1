using NUnit.Framework;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Tests.Venues.Live;

/// <summary>Bug: a step or a price from a damaged answer that no number holds when it is counted threw out of the placement, and ended whoever placed.</summary>
internal sealed class OddRulesTests
{
    private const decimal Tiniest = 0.0000000000000000000000000001m;

    [Test]
    public void Fit_AStepThePriceHasMoreOfThanThereAreNumbers_LeavesThePrice([Values] OrderSide side)
    {
        var fitting = Rule(Tiniest).Fit(side, Limit(50_000m), 0m, out var refused);
        Assert.That((((OrderTerms.Limit)fitting).Price.QuotePerBase, refused), Is.EqualTo((50_000m, (object?)null)));
    }

    [Test]
    public void Fit_AStepThatIsTheLargestNumber_IsNoReasonToThrow([Values] OrderSide side)
    {
        var fitting = Rule(decimal.MaxValue, least: 10m).Fit(side, Limit(50_000m, quantity: 3m), 0m, out var refused);
        Assert.That((((OrderTerms.Limit)fitting).Price.QuotePerBase, refused), Is.EqualTo((side == OrderSide.Sell ? decimal.MaxValue : 50_000m, (object?)null)), "a sell goes up to the step, a buy below the first stays");
    }

    [TestCase(9.99, true), TestCase(10, false), TestCase(10.01, false)]
    public void Fit_AValueAtTheMinimum_IsEnough(double price, bool isRefused)
    {
        _ = Rule(tick: null, least: 30m).Fit(OrderSide.Buy, Limit((decimal)price, quantity: 3m), 0m, out var refused);
        Assert.That(refused is not null, Is.EqualTo(isRefused));
    }

    private static TradingRule Rule(decimal? tick, decimal? least = null) => new(Orders.Bitcoin, "XBTUSD", tick, null, null, least, "online", IsTradable: true);

    private static OrderTerms.Limit Limit(decimal price, decimal quantity = 1m) => new(Quantity.From(quantity), Price.From(price), TimeInForce.GoodTilCancelled, PostOnly: false);
}
