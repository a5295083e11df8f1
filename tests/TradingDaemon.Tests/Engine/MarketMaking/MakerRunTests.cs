using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Books;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.MarketMaking;

/// <summary>A market maker from a quote of the market to its fills and back, on a simulated venue: what an operator would see in a backtest.</summary>
public sealed class MakerRunTests
{
    private static AccountSetup SetupOf(bool allowShort, params (string Name, string Value)[] parameters) => TestMarket.Setup(MakerBench.Spec(allowShort) with
    {
        Symbols = ["ETH/USD"], OrderAgeMax = TimeSpan.FromSeconds(30), Parameters = TestMarket.Spec().Parameters.AddRange(parameters.Select(static one => KeyValuePair.Create(one.Name, one.Value))),
    });

    [Test]
    public async Task Run_QuotesFillsLeansAndWithdraws()
    {
        using var run = await MakerRun.BeginAsync(SetupOf(allowShort: true, ("spreadBps", "40"), ("skewBps", "60")));
        run.Quote(9.99m, 10.01m, 3);
        Assert.That(run.Resting.Count(), Is.EqualTo(6), "three layers a side");
        var first = Prices(run);
        Assert.That(first, Is.EqualTo(new[] { 9.92m, 9.96m, 9.98m, 10.02m, 10.04m, 10.08m }), "20, 40 and 80 bp from the mid of 10");
        Assert.That(run.Resting.OrderBy(static order => order.Intent.QuoteOf!.Layer).Select(static order => order.Intent.Terms.Quantity.Base).Distinct(), Is.EqualTo(new[] { 200m, 175m, 125m }), "of 5,000 at 10");

        run.Quote(9.95m, 9.97m, 6);
        Assert.That(run.Net, Is.EqualTo(200m).Or.GreaterThan(200m), "the market came through the innermost bid");
        run.Quote(9.93m, 9.94m, 6).Quote(9.90m, 9.91m, 6).Quote(9.88m, 9.89m, 6);
        Assert.That(run.Net, Is.GreaterThan(300m), "a third of what it may hold");
        var (bid, ask) = (run.Resting.Where(static order => order.Intent.Side == OrderSide.Buy).Max(Price), run.Resting.Where(static order => order.Intent.Side == OrderSide.Sell).Min(Price));
        Assert.That(9.885m - bid, Is.GreaterThan(ask - 9.885m), "it asks nearer than it bids");
        Assert.That(run.Net + run.Resting.Where(static order => order.Intent.Side == OrderSide.Buy).Sum(static order => order.RemainingBase), Is.LessThanOrEqualTo(1_012m), "a tenth of equity at 9.88");

        run.Quote(10.20m, 10.22m, 12);
        Assert.That(run.Net, Is.LessThan(300m), "its asks were met");
        run.Engine.Take(new Command.SetEmergency(EmergencyState.Halted, "operator", "Stop."), run.Now);
        var placed = run.Quotes.Count();
        run.Quote(10.20m, 10.22m, 10);
        Assert.That((run.Resting.Count(), run.Quotes.Count()), Is.EqualTo((0, placed)));
    }

    [Test]
    public async Task Run_WithoutShorts_SellsNoMoreThanItHolds()
    {
        using var run = await MakerRun.BeginAsync(SetupOf(allowShort: false));
        foreach (var step in Enumerable.Range(0, 40)) run.Quote(10m + (0.02m * Math.Abs((step % 8) - 4)), 10.01m + (0.02m * Math.Abs((step % 8) - 4)), 3);
        Assert.That(run.Facts.OfType<Fact.FillBooked>().Count(static booked => booked.Fill.Side == OrderSide.Sell), Is.GreaterThan(3));
        Assert.That(run.Quotes.Where(static quote => quote.Side == OrderSide.Sell).Select(static quote => quote.IsReduceOnly), Has.All.True);
        Assert.That(run.Net, Is.GreaterThanOrEqualTo(0m));
        Assert.That(run.Quotes.Select(static quote => quote.Terms), Has.All.Matches<OrderTerms>(static terms => terms is OrderTerms.Limit { PostOnly: true }));
    }

    [Test]
    public async Task Run_Twice_DecidesTheSameToTheBit_AndRoutingChangesNothing()
    {
        var (first, second, routed) = (await HashAsync(SetupOf(true)), await HashAsync(SetupOf(true)), await HashAsync(SetupOf(true) with { Routing = new RoutingPolicy { IsSmart = true } }));
        Assert.That(second, Is.EqualTo(first));
        Assert.That(routed.Orders, Is.EqualTo(first.Orders));
    }

    [Test]
    public async Task Run_OfAStrategyThatIsOff_IsTheSameAsWithoutIt()
    {
        var with = SetupOf(true);
        var off = TestMarket.Setup(with.Tiers.All[0].Strategies[0] with { Enabled = false }, Other);
        Assert.That((await HashAsync(off)).Hash, Is.EqualTo((await HashAsync(TestMarket.Setup(Other))).Hash));
    }

    [Test]
    public async Task Run_ThatLostItsDay_ClosesAndIsSilent()
    {
        using var run = await MakerRun.BeginAsync(SetupOf(true, ("dailyLoss", "0.001")));
        run.Quote(9.99m, 10.01m, 3);
        for (var mid = 10m; mid > 9m; mid -= 0.02m) run.Quote(mid - 0.01m, mid, 2);
        Assert.That((run.Net, run.Resting.Count()), Is.EqualTo((0m, 0)));
        var placed = run.Quotes.Count();
        run.Quote(9.2m, 9.21m, 20);
        Assert.That(run.Quotes.Count(), Is.EqualTo(placed));
        Assert.That(run.Engine.Account.Equity(), Is.InRange(99_700m, 99_900m), "a thousandth, and what closing it cost");
    }

    private static StrategySpec Other => TestMarket.Spec("trend") with { Kind = "moving-average-crossover", Symbols = ["ETH/USD"] };

    private static decimal[] Prices(MakerRun run) => [.. run.Resting.Select(Price).Order()];

    private static decimal Price(OrderState order) => ((OrderTerms.Limit)order.Intent.Terms).Price.QuotePerBase;

    private static async Task<(string Hash, int Orders)> HashAsync(AccountSetup setup)
    {
        using var run = await MakerRun.BeginAsync(setup);
        var chance = new Random(23);
        var mid = 10m;
        for (var i = 0; i < 200; i++)
        {
            mid += 0.01m * chance.Next(-3, 4);
            run.Quote(mid - 0.01m, mid + 0.01m, 0.5);
        }

        return (run.Hash, run.Quotes.Count());
    }
}
