using NUnit.Framework;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Engine.Algorithms;
using TradingDaemon.Storage.Json;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Algorithms;

/// <summary>How long an iceberg waits between two parts, in how many it shows its whole, and how many may fail.</summary>
internal sealed class IcebergPaceTests
{
    private static readonly AlgorithmSpec ThreeSeconds = ParentWorld.Iceberg with { DelayMin = TimeSpan.FromSeconds(3), DelayMax = TimeSpan.FromSeconds(3) };
    private static readonly AlgorithmSpec ThreeFailures = ParentWorld.Iceberg with { FailedSlicesMax = 3 };

    [TestCase(2.75, 1)]
    [TestCase(3, 2)]
    [TestCase(3.25, 2)]
    public void Part_IsShown_WhenItsDelayAfterTheOneBeforeIsOver(double seconds, int parts)
    {
        var world = new ParentWorld(ThreeSeconds);
        world.Buy(5m);
        world.Pass(seconds, 0.25);
        Assert.That(world.Children.Count(), Is.EqualTo(parts));
    }

    [Test]
    public void Delay_BeginsWithTheEndOfAPart_AndOutlivesAKill()
    {
        var world = new ParentWorld(ThreeSeconds) { Fills = false };
        world.Buy(5m);
        world.Bench.Fill(world.Children.Single(), 1m);
        world.Pass(10);
        Assert.That(world.Children.Count(), Is.EqualTo(1), "half of it is still shown");
        world.Bench.Fill(world.Children.Single(), 1m);
        world.Pass(1);
        Assert.That(AccountBench.Canonical(world.Bench.Recovered().Capture()), Is.EqualTo(world.Bench.Canonical()));
        var after = ParentEndTests.Restarted(world, TimeSpan.FromSeconds(1));
        after.Pass(0.75, 0.25);
        Assert.That(after.Children, Is.Empty);
        after.Pass(0.25, 0.25);
        Assert.That(after.Children.Count(), Is.EqualTo(1));
    }

    [Test]
    public void Delay_IsDrawnFromTheParentsNumber_WithinItsBounds_AndApartFromTheSizes()
    {
        var world = new ParentWorld(ParentWorld.Iceberg with { DelayMin = TimeSpan.FromSeconds(1), DelayMax = TimeSpan.FromSeconds(5), DisplayJitterFraction = 0.5m });
        world.Buy(5m);
        var order = world.Parent!.Order;
        var delays = Enumerable.Range(1, 200).Select(number => SliceSchedule.DelayOf(order, number).TotalSeconds).ToList();
        Assert.That(delays, Is.All.InRange(1d, 5d).And.Some.LessThan(1.5d).And.Some.GreaterThan(4.5d));
        Assert.That(delays, Is.EqualTo(Enumerable.Range(1, 200).Select(number => SliceSchedule.DelayOf(order with { Reason = "another process" }, number).TotalSeconds)));
        var sizes = Enumerable.Range(1, 200).Select(number => (double)SliceSchedule.ShownOf(order, number)!.Value - 1d).ToList(); // 0 to 2
        Assert.That(delays.Zip(sizes).Count(static pair => Math.Abs(((pair.First - 1d) / 4d) - (pair.Second / 2d)) < 0.05), Is.LessThan(60), "one does not tell the other");
    }

    [TestCase(2, false)]
    [TestCase(3, true)]
    public void Parts_ThatEndWithoutAFill_EndTheParent(int failures, bool isOver)
    {
        var world = new ParentWorld(ThreeFailures) { Fills = false };
        world.Buy(5m);
        for (var i = 0; i < failures; i++)
        {
            Expire(world);
            world.Pass(2);
        }

        Assert.That((world.End?.Why, world.Children.Count()), Is.EqualTo((isOver ? (ParentEnd?)ParentEnd.SlicesFailed : null, isOver ? 3 : failures + 1)));
        if (isOver) Assert.That(world.End!.Reason, Is.EqualTo("3 of its parts ended without a fill."));
    }

    [Test]
    public void Failures_AreCountedOverAKill()
    {
        var world = new ParentWorld(ThreeFailures) { Fills = false };
        world.Buy(5m);
        for (var i = 0; i < 2; i++)
        {
            Expire(world);
            world.Pass(2);
        }

        Expire(world);
        Assert.That(AccountBench.Canonical(world.Bench.Recovered().Capture()), Is.EqualTo(world.Bench.Canonical()));
        var after = ParentEndTests.Restarted(world, TimeSpan.FromSeconds(5));
        after.Pass(1);
        Assert.That(after.End!.Why, Is.EqualTo(ParentEnd.SlicesFailed));
    }

    /// <summary>What the daemon takes back to follow its touch, or to wait for a person, did not fail; nor did what was filled in part, or what was never counted.</summary>
    [TestCase("taken back"), TestCase("filled in part"), TestCase("not bounded")]
    public void Part_ThatDidNotFail_IsNotCounted(string how)
    {
        var world = new ParentWorld(how == "not bounded" ? ParentWorld.Iceberg : ThreeFailures) { Fills = false };
        world.Buy(50m);
        for (var i = 0; i < 5; i++)
        {
            var child = world.Children.Last();
            world.Bench.Accept(child);
            if (how == "filled in part") world.Bench.Fill(child, 0.5m);
            if (how == "taken back")
            {
                (world.Bid, world.Ask) = (world.Bid + 0.05m, world.Ask + 0.05m);
                world.Pass(4);
                Assert.That(world.Bench.Cancels, Has.Count.EqualTo(i + 1));
            }

            world.Bench.Report(new VenueEvent.CancelDone(child.ClientOrderId, "Gone.", world.Bench.Now) { FilledBase = how == "filled in part" ? 0.5m : 0m });
            world.Pass(2);
        }

        Assert.That((world.Parent!.Ending, world.Parent.Failed, world.Children.Count()), Is.EqualTo(((ParentEnd?)null, 0, 6)));
    }

    [Test]
    public void Whole_IsShownInParts_AsManyAsTheBookAsksFor()
    {
        var world = new ParentWorld(ParentWorld.Iceberg with { DisplayQuantityBase = null, DisplaySlicesMin = 3, DisplaySlicesMax = 8, DisplayDepthFraction = 0.01m });
        world.Buy(8m);
        world.Pass(60);
        Assert.That(world.Children.Select(static child => child.Terms.Quantity.Base), Is.EqualTo(new[] { 2.666m, 2.666m, 2.668m }), "the touch holds it: the fewest");
    }

    [TestCase(100, 3, Description = "the book holds it many times: the fewest")]
    [TestCase(4, 4, Description = "8 within a hundredth: 32 over 8")]
    [TestCase(3.9, 5, Description = "7.8 within: 32 over 7.8, rounded up")]
    [TestCase(0.1, 10, Description = "hardly anything: the most")]
    public void Parts_AreTheMore_TheThinnerTheBook(double shown, int parts)
    {
        var terms = new AlgorithmSpec { Algorithm = ExecutionAlgorithm.Iceberg, DisplaySlicesMin = 3, DisplaySlicesMax = 10, DisplayDepthFraction = 0.01m };
        var size = (decimal)shown;
        var (buy, sell) = (new ShownBook { Levels = [new(100m, size), new(101m, size), new(101.01m, 1_000m)] }, new ShownBook { Levels = [new(100m, size), new(99m, size), new(98.99m, 1_000m)] });
        Assert.That((DisplayCount.Of(terms, OrderSide.Buy, 32m, buy), DisplayCount.Of(terms, OrderSide.Sell, 32m, sell)), Is.EqualTo((parts, parts)));
    }

    [Test]
    public void Parts_OfABookThatTellsNoSize_AreTheMost() =>
        Assert.That(DisplayCount.Of(new() { Algorithm = ExecutionAlgorithm.Iceberg, DisplaySlicesMax = 7 }, OrderSide.Buy, 1m, new ShownBook { TouchQuote = 100m }), Is.EqualTo(7));

    /// <summary>What nobody configured is not written, and what was written before reads as none of it.</summary>
    [Test]
    public void ByDefault_NoneOfItIsInTheFacts()
    {
        var world = new ParentWorld(ParentWorld.Iceberg) { Fills = false };
        world.Buy(5m);
        Expire(world);
        world.Pass(1);
        var told = string.Concat(world.Bench.Facts.Select(FactJson.Serialize)) + world.Bench.Canonical();
        foreach (var word in new[] { "delayM", "failed", "shortfall", "displaySlices", "displayDepth", "volumeAnomaly", "volumeWeight", "childNotionalMin", "idleAt", "arrivalQuote", "\"paused\"" }) Assert.That(told, Does.Not.Contain(word));
    }

    private static void Expire(ParentWorld world) => world.Bench.Report(new VenueEvent.Expired(world.Children.Last().ClientOrderId, "Nobody offers any.", world.Bench.Now));
}
