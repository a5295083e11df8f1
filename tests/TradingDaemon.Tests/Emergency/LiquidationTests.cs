using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Storage.Emergency;
using TradingDaemon.Tests.Domain.Orders;
using TradingDaemon.Tests.Emergency.Support;

namespace TradingDaemon.Tests.Emergency;

public sealed class LiquidationTests
{
    private static readonly PlacementAnswer Refused = new PlacementAnswer.Refused(VenueRefusal.Other, "PERCENT_PRICE_BY_SIDE");

    [Test]
    public async Task Flatten_LongAndShort_ClosesBothFromTheVenuesHoldingsTheLargestFirstAndForgetsTheWish()
    {
        using var rig = new StopRig();
        rig.Venue.Hold("A/USD", 0.5m);
        rig.Venue.Hold("B/USD", -3m);
        var report = await rig.PullToTheEndAsync(flatten: true);
        Assert.That(rig.Venue.Placed.Select(static order => (order.Symbol.Text, order.Side, order.IsReduceOnly)), Is.EqualTo(new[] { ("B/USD", OrderSide.Buy, true), ("A/USD", OrderSide.Sell, true) }));
        Assert.That(rig.Venue.Net.Values, Has.All.Zero);
        Assert.That(report.Closes.Select(static line => line.Outcome), Is.EqualTo(new[] { "Filled", "Filled" }));
        Assert.That(((FlagReading.Stands)rig.Flag.Read()).Flag, Has.Property("State").EqualTo(EmergencyState.Halted).And.Property("Flatten").False);
    }

    [Test]
    public async Task Flatten_PartlyFilled_IsNotDoneUntilNothingIsLeft()
    {
        using var rig = new StopRig();
        rig.Venue.Hold("A/USD", 8m);
        rig.Venue.OnPlace = static order => (new PlacementAnswer.Accepted("v"), order.Terms.Quantity.Base < 0.01m ? 1m : 0.5m);
        var report = await rig.PullToTheEndAsync(flatten: true);
        Assert.That(rig.Venue.Placed, Has.Count.GreaterThan(10));
        Assert.That(rig.Venue.Net["A/USD"], Is.Zero);
        Assert.That(report.Closes, Has.None.Property("FilledBase").Zero.And.None.Property("Outcome").EqualTo("sent"));
    }

    /// <summary>Bug: an emergency asked for a whole holding at once, which a venue that takes no more than so much refuses each time.</summary>
    [Test]
    public async Task Flatten_MoreThanTheVenueTakesInOneOrder_GoesInAsManyPiecesAsItNeeds()
    {
        using var rig = new StopRig(limit: static one => one with { QuantityMax = 2m });
        rig.Venue.Hold("A/USD", 81m);
        rig.Venue.OnPlace = static order => order.Terms.Quantity.Base > 2m ? (Refused, 0m) : (new PlacementAnswer.Accepted("v"), 1m);
        await rig.PullToTheEndAsync(flatten: true);
        Assert.That((rig.Venue.Placed.Count, rig.Venue.Net["A/USD"]), Is.EqualTo((41, 0m)));
    }

    [Test]
    public async Task Flatten_PriceBandRefused_PricesInsideItThenTakesAnyPriceWithinThreeAttempts()
    {
        using var rig = new StopRig();
        rig.Venue.Hold("A/USD", 1m);
        rig.Venue.OnPlace = static order => order.Terms is OrderTerms.Market ? (new PlacementAnswer.Accepted("v"), 1m) : (Refused, 0m);
        await rig.PullToTheEndAsync(flatten: true);
        Assert.That(rig.Venue.Placed.Select(static order => (order.Terms as OrderTerms.Limit)?.Price.QuotePerBase), Is.EqualTo(new decimal?[] { 98m, 100m, null }));
        Assert.That(rig.Venue.Net["A/USD"], Is.Zero);
    }

    [TestCase(true), TestCase(false)]
    public async Task Flatten_EveryExitRefused_TriesThriceThenCallsAPerson(bool lastResortMarket)
    {
        using var rig = new StopRig(StopRig.Quick with { LastResortMarket = lastResortMarket });
        rig.Venue.Hold("A/USD", 1m);
        rig.Venue.Hold("B/USD", 1m);
        rig.Venue.OnPlace = static order => order.Symbol.Text == "A/USD" ? (Refused, 0m) : (new PlacementAnswer.Accepted("v"), 1m);
        var report = await rig.PullToTheEndAsync(flatten: true);
        Assert.That(rig.Venue.Placed.Count(static order => order.Symbol.Text == "A/USD"), Is.EqualTo(3));
        Assert.That(rig.Venue.Placed.Count(static order => order.Terms is OrderTerms.Market), Is.EqualTo(lastResortMarket ? 1 : 0));
        Assert.That(rig.Venue.Net, Is.EqualTo(new Dictionary<string, decimal> { ["A/USD"] = 1m, ["B/USD"] = 0m }));
        Assert.That(report.PositionsLeft.Single(), Has.Property("Symbol").EqualTo("A/USD").And.Property("Why").EqualTo("Refused"));
        Assert.That(report.Steps.Single(static step => step.Name == "positions left:test"), Has.Property("IsDone").False.And.Property("Detail").Contains("Close it by hand"));
        Assert.That(rig.Stop.Standing.Flatten, Is.True, "what is still wanted is wanted by the next start too");
    }

    [Test]
    public async Task Flatten_AnswerLostButFilled_ClosesOnlyOnce()
    {
        using var rig = new StopRig();
        rig.Venue.Hold("A/USD", 1m);
        rig.Venue.Broken.Add("place-answer");
        await rig.PullToTheEndAsync(flatten: true);
        Assert.That((rig.Venue.Placed.Count, rig.Venue.Net["A/USD"]), Is.EqualTo((1, 0m)));
    }

    [Test]
    public async Task Flatten_OrderThatKeepsWorking_IsCancelledAndAskedAgain()
    {
        using var rig = new StopRig();
        rig.Venue.Hold("A/USD", 1m);
        rig.Venue.OnPlace = order => (new PlacementAnswer.Accepted("v"), rig.Venue.Placed.Count == 1 ? null : 1m);
        await rig.PullToTheEndAsync(flatten: true);
        Assert.That((rig.Venue.Placed.Count, rig.Venue.Net["A/USD"]), Is.EqualTo((2, 0m)));
    }

    [Test]
    public async Task Flatten_ClosingOrdersCannotBeStored_SendsNothingButCancelsAndSaysSo()
    {
        using var rig = new StopRig();
        rig.Venue.Hold("A/USD", 1m);
        rig.Broken.Add("closings");
        var report = await rig.PullToTheEndAsync(flatten: true);
        Assert.That(rig.Venue.Placed, Is.Empty);
        Assert.That(rig.Venue.Calls, Has.Member("cancel-all"));
        Assert.That(report.Steps.Single(static step => step.Name == "flatten").Detail, Does.Contain("No closing order is sent"));
    }

    [Test]
    public async Task Flatten_AfterAKillAmidst_AsksAboutTheOldOrderAndNeverClosesTwice()
    {
        using var killed = new StopRig();
        killed.Venue.Hold("A/USD", 2m);
        DurableOrder old;
        using (var closings = ClosingOrders.Open(killed.Directory, StopRig.Epoch))
        {
            var line = (await killed.Stop.PreviewAsync()).Closes.Single();
            old = closings.Keep(id => new ApprovedOrder(Intents.Of(new OrderTerms.Market(Quantity.From(line.QuantityBase))) with { ClientOrderId = id, Venue = "test", Symbol = new("A/USD"), Side = OrderSide.Sell, IsReduceOnly = true }), Intents.At);
        }

        await killed.Venue.PlaceAsync(old, CancellationToken.None); // sent and filled; the process ended before it was noted
        var report = await killed.PullToTheEndAsync(flatten: true);
        Assert.That((killed.Venue.Placed.Count, killed.Venue.Net["A/USD"]), Is.EqualTo((1, 0m)));
        Assert.That(report.Steps, Has.Some.Property("Name").EqualTo($"earlier:{old.Intent.ClientOrderId}"));
        using var again = ClosingOrders.Open(killed.Directory, StopRig.Epoch);
        Assert.That(again.Unsettled, Is.Empty);
    }

    [Test]
    public async Task Flatten_InStages_ClosesAQuarterAtATime()
    {
        using var rig = new StopRig(StopRig.Quick with { Stages = [0.25m, 0.5m, 0.75m, 1m] });
        rig.Venue.Hold("A/USD", 8m);
        await rig.PullToTheEndAsync(flatten: true);
        Assert.That(rig.Venue.Placed.Select(static order => order.Terms.Quantity.Base), Is.EqualTo(new[] { 2m, 2m, 2m, 2m }));
    }

    [Test]
    public async Task Flatten_NoPriceAtFirst_WaitsForOne()
    {
        using var rig = new StopRig(StopRig.Quick with { FillWait = TimeSpan.FromSeconds(20) });
        rig.Venue.Hold("A/USD", 1m);
        rig.Venue.Touches["A/USD"] = null;
        var pulling = rig.PullToTheEndAsync(flatten: true);
        await StopRig.UntilAsync(() => rig.Venue.Calls.Contains("touch"), "a price was asked for");
        rig.Venue.Touches["A/USD"] = (100m, 101m);
        await pulling;
        Assert.That(rig.Venue.Net["A/USD"], Is.Zero);
    }

    [Test]
    public async Task Preview_ShowsThePlanAndSendsNothing()
    {
        using var rig = new StopRig();
        rig.Venue.Hold("A/USD", 2m);
        rig.Venue.Hold("Z/USD", 2m);
        var report = await rig.Stop.PreviewAsync();
        Assert.That(report.Closes.Select(static line => (line.Symbol, line.QuantityBase, line.LimitQuote, line.Outcome)), Is.EqualTo(new[] { ("A/USD", 2m, (decimal?)98m, "planned"), ("Z/USD", 2m, null, "left: UnknownInstrument") }));
        Assert.That((rig.Venue.Placed.Count, rig.Gate.State), Is.EqualTo((0, EmergencyState.Active)));
    }
}
