using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Engine.Algorithms;
using TradingDaemon.Storage.Json;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Engine.Routing;

namespace TradingDaemon.Tests.Engine.Algorithms;

/// <summary>Equal slices at told times; what one does not fill the later ones carry, and the last takes the rest.</summary>
public sealed class TwapTests
{
    [Test]
    public void Entry_IsSentInEqualSlices_AtTheirTimes_AndTheParentEndsWithTheLast()
    {
        var world = new ParentWorld(ParentWorld.Twap);
        var begun = world.Bench.Now;
        world.Buy(10m);
        world.Pass(600);
        Assert.That(world.Children.Select(static child => child.Terms.Quantity.Base), Is.EqualTo(Enumerable.Repeat(1m, 10)));
        Assert.That(world.Children.Select(child => (child.DecidedAt - begun).TotalSeconds), Is.EqualTo(Enumerable.Range(0, 10).Select(static slice => slice * 60d)));
        Assert.That(world.Children.Select(static child => (child.Child!.Number, child.Child.Slice)), Is.EqualTo(Enumerable.Range(0, 10).Select(static slice => (slice + 1, slice))));
        Assert.That((world.End!.Why, world.End.FilledBase, world.End.UnfilledBase, world.Parent), Is.EqualTo((ParentEnd.Completed, 10m, 0m, (ParentState?)null)));
        Assert.That(world.Bench.Net(TestMarket.Btc), Is.EqualTo(10m));
    }

    /// <summary>Ten at an ask of 100.05 are worth 1,000.50.</summary>
    [TestCase("1000.49", 10), TestCase("1000.5", 1), TestCase("1000.51", 1), TestCase(null, 10)]
    public void Entry_WorthNoMoreThanGoesWhole_IsOneOrder(string? most, int orders)
    {
        var world = new ParentWorld(ParentWorld.Twap with { DirectMaxAccount = most is null ? null : decimal.Parse(most, System.Globalization.CultureInfo.InvariantCulture) });
        world.Buy(10m);
        world.Pass(600);
        Assert.That((world.Bench.Orders.Count, world.Children.Count(), world.FilledBase), Is.EqualTo((orders, orders == 1 ? 0 : orders, 10m)));
    }

    [Test]
    public void Parent_IsAFactBeforeItsFirstChild_WithEverythingItGoesBy()
    {
        var world = new ParentWorld(ParentWorld.Twap, static spec => spec with { Protection = new ProtectionSpec { StopFraction = 0.02m } }) { Fills = false };
        world.Buy(10m);
        var facts = world.Bench.Facts.ToList();
        var opened = facts.OfType<Fact.ParentOpened>().Single().Order;
        Assert.That(facts.FindIndex(static fact => fact is Fact.ParentOpened), Is.LessThan(facts.FindIndex(static fact => fact is Fact.OrderIntended)));
        Assert.That((opened.Id.Number, opened.Side, opened.QuantityBase, opened.Terms, opened.ArrivalBid, opened.ArrivalAsk, opened.StartAt), Is.EqualTo((world.Bench.Recorded.Single(static one => one.Fact is Fact.ParentOpened).Sequence, OrderSide.Buy, 10m, ParentWorld.Twap, 99.95m, 100.05m, world.Bench.Now)));
        Assert.That(world.Children.Single().Protection, Is.EqualTo(opened.Protection).And.EqualTo(new ProtectionTerms { StopDistanceQuote = 2.001m }));
    }

    [TestCase(59.999, 1)]
    [TestCase(60, 2)]
    public void Slice_IsDueAtItsTime_AndNotBefore(double seconds, int sent)
    {
        var world = new ParentWorld(ParentWorld.Twap);
        world.Buy(10m);
        world.Pass(59);
        world.Pass(seconds - 59, 0.5);
        Assert.That(world.Children.Count(), Is.EqualTo(sent));
    }

    [Test]
    public void Slice_WaitsWhileTheSpreadIsTooWide_AndWhatItLeavesTheLaterOnesCarry()
    {
        var world = new ParentWorld(ParentWorld.Twap);
        world.Buy(10m);
        (world.Bid, world.Ask) = (99m, 101m);
        world.Pass(180);
        Assert.That(world.Children.Count(), Is.EqualTo(1));
        Assert.That(world.Bench.Refusals.Select(static refused => refused.Rule), Is.EqualTo(new[] { RiskRule.SpreadGate, RiskRule.SpreadGate, RiskRule.SpreadGate }), "once a slice");
        (world.Bid, world.Ask) = (99.95m, 100.05m);
        world.Pass(1);
        Assert.That(world.Children.Last().Terms.Quantity.Base, Is.EqualTo(1.285m), "9 over the 7 slices that are left");
        world.Pass(419);
        Assert.That((world.FilledBase, world.End!.Why), Is.EqualTo((10m, ParentEnd.Completed)));
    }

    [TestCase(0, ParentEnd.HorizonOver, 1)]
    [TestCase(60, ParentEnd.Completed, 10)]
    public void Horizon_IsKeptOrExtended_AsConfigured_AndWhatIsLeftIsTold(int extensionSeconds, ParentEnd why, decimal filled)
    {
        var world = new ParentWorld(ParentWorld.Twap with { ExtensionMax = TimeSpan.FromSeconds(extensionSeconds) });
        world.Buy(10m);
        (world.Bid, world.Ask) = (99m, 101m);
        world.Pass(600);
        (world.Bid, world.Ask) = (99.95m, 100.05m);
        world.Pass(60);
        Assert.That((world.End!.Why, world.End.FilledBase, world.End.UnfilledBase), Is.EqualTo((why, filled, 10m - filled)));
        Assert.That(world.Children.Sum(static child => child.Terms.Quantity.Base), Is.EqualTo(filled), "nothing is chased");
    }

    [TestCase(0.5, 4, Description = "a fifth of it would be worth 9.995, and the venue takes 10")]
    [TestCase(0.1001, 1, Description = "a thousandth of a coin is a lot, and the rest is left out where it was sized")]
    public void Slices_AreNeverLessThanTheVenueTakes(decimal quantity, int slices)
    {
        var world = new ParentWorld(ParentWorld.Twap);
        world.Buy(quantity == 0.1001m ? 0.101m : quantity);
        Assert.That(world.Bench.Facts.OfType<Fact.ParentOpened>().Single().Order.Slices, Is.EqualTo(slices));
        world.Pass(600);
        Assert.That((world.End!.Why, world.End.UnfilledBase), Is.EqualTo((ParentEnd.Completed, 0m)));
        Assert.That(world.Children.Select(static child => child.Terms.Quantity.Base * 99.95m), Is.All.GreaterThanOrEqualTo(10m));
    }

    [Test]
    public void Slice_ThatFillsInPart_LeavesItsRestToTheOthers_OneChildAtATime()
    {
        var world = new ParentWorld(ParentWorld.Twap, static spec => spec with { OrderStyle = OrderStyle.ImmediateOrCancel }) { Fills = false };
        world.Buy(10m);
        world.Bench.Fill(world.Children.Single(), 0.4m);
        world.Pass(120);
        Assert.That(world.Children.Count(), Is.EqualTo(1), "what of the first may still fill nobody knows");
        world.Bench.Report(new VenueEvent.Expired(world.Children.Single().ClientOrderId, "Nobody offers more.", world.Bench.Now));
        world.Pass(1);
        Assert.That(world.Children.Last(), Has.Property("Child").EqualTo(new ChildOf(world.Parent!.Order.Id, 2, 2)).And.Property("Terms").Property("Quantity").Property("Base").EqualTo(1.2m), "9.6 over 8");
    }

    [Test]
    public void LastSlice_TriesAgain_UntilItsTimeIsOver()
    {
        var world = new ParentWorld(ParentWorld.Twap with { Slices = 1, Horizon = TimeSpan.FromSeconds(10) }, static spec => spec with { OrderStyle = OrderStyle.ImmediateOrCancel }) { Fills = false };
        world.Buy(10m);
        world.Bench.Fill(world.Children.Single(), 4m);
        world.Bench.Report(new VenueEvent.Expired(world.Children.Single().ClientOrderId, "Nobody offers more.", world.Bench.Now));
        world.Pass(1);
        Assert.That((world.Children.Count(), world.Children.Last().Terms.Quantity.Base), Is.EqualTo((2, 6m)));
        world.Bench.Report(new VenueEvent.Expired(world.Children.Last().ClientOrderId, "Nobody offers any.", world.Bench.Now));
        world.Pass(9);
        Assert.That((world.Children.Count(), world.Parent!.Ending, world.Bench.Cancels.Single().ClientOrderId), Is.EqualTo((3, (ParentEnd?)ParentEnd.HorizonOver, world.Children.Last().ClientOrderId)));
        world.FillAll(); // it overtook the cancel
        world.Pass(1);
        Assert.That((world.End!.Why, world.End.UnfilledBase, world.FilledBase), Is.EqualTo((ParentEnd.HorizonOver, 0m, 10m)));
    }

    [Test]
    public void Jitter_IsDrawnFromTheParentsId_LaterThanTheGrid_AndTheSameEverywhere()
    {
        var world = new ParentWorld(ParentWorld.Twap with { JitterFraction = 0.5m });
        var begun = world.Bench.Now;
        world.Buy(10m);
        var order = world.Parent!.Order;
        world.Pass(600);
        var late = world.Children.Select((child, slice) => (child.DecidedAt - begun).TotalSeconds - (slice * 60d)).ToList();
        Assert.That(late, Is.All.InRange(0d, 31d).And.Some.GreaterThan(3d));
        Assert.That(late.Distinct().Count(), Is.GreaterThan(3));
        Assert.That(Enumerable.Range(0, 10).Select(slice => SliceSchedule.DueAt(order, slice)), Is.EqualTo(Enumerable.Range(0, 10).Select(slice => SliceSchedule.DueAt(order with { Reason = "another process" }, slice))));
        Assert.That(world.FilledBase, Is.EqualTo(10m));
    }

    [Test]
    public void Cap_KeepsChildrenFromPayingMore_AndSendsThemAtOnceWhenTheMarketComesBack()
    {
        var world = new ParentWorld(ParentWorld.Twap with { CapFraction = 0.001m }); // 100.05 × 1.001 = 100.15005
        world.Buy(10m);
        Assert.That(world.Children.Single().Terms, Is.EqualTo(new OrderTerms.Limit(world.Children.Single().Terms.Quantity, Price.From(100.15m), TimeInForce.ImmediateOrCancel, PostOnly: false)));
        (world.Bid, world.Ask) = (100.06m, 100.16m);
        world.Pass(120);
        Assert.That((world.Children.Count(), world.Bench.Refusals.Last().Rule), Is.EqualTo((1, RiskRule.SlippageMax)));
        (world.Bid, world.Ask) = (100.05m, 100.15m);
        world.Pass(1);
        Assert.That(world.Children.Count(), Is.EqualTo(2), "at the cap");
        (world.Bid, world.Ask) = (79.95m, 80m);
        world.Pass(60);
        Assert.That(((OrderTerms.Limit)world.Children.Last().Terms).Price.QuotePerBase, Is.EqualTo(80.08m), "a market that fell is not walked back to the cap");
    }

    [Test]
    public void Participation_BoundsASliceByWhatWasTradedSinceTheOneBefore()
    {
        var world = new ParentWorld(ParentWorld.Twap with { ParticipationMaxFraction = 0.1m });
        world.Buy(10m);
        world.Pass(60);
        Assert.That(world.Children, Is.Empty, "nobody told of a trade: it waits");
        world.Bench.Engine.TakeTraded(TestMarket.At(TestMarket.Btc).Id, 3m); // from here on they are told
        world.Pass(1);
        world.Bench.Engine.TakeTraded(TestMarket.At(TestMarket.Btc).Id, 5m);
        world.Pass(1);
        Assert.That(world.Children.Single().Terms.Quantity.Base, Is.EqualTo(0.5m), "a tenth of 5");
        var ignoring = new ParentWorld(ParentWorld.Twap with { ParticipationMaxFraction = 0.1m, WhenVolumeUnknown = UnknownVolume.Ignore });
        ignoring.Buy(10m);
        Assert.That(ignoring.Children.Single().Terms.Quantity.Base, Is.EqualTo(1m));
    }

    [Test]
    public void Strategy_SeesWhatIsYetToBeSent_AndItsNextEntryIsRefusedMeanwhile()
    {
        var world = new ParentWorld(ParentWorld.Twap);
        world.Buy(10m);
        var key = new PositionKey(AccountBench.Alpha, TestMarket.SymbolOf(TestMarket.Btc));
        Assert.That(world.Bench.Engine.Snapshot.InFlightBase[key], Is.EqualTo(9m));
        world.Bench.Signal(SignalKind.Buy, quantity: 1m);
        Assert.That((world.Bench.Refusals.Single().Rule, world.Children.Count()), Is.EqualTo((RiskRule.DuplicateInFlight, 1)));
        Assert.That(world.Bench.Refusals.Single().Detail, Does.StartWith($"Parent order {world.Parent!.Order.Id} still executes 9 Buy of BTC/USD."));
    }

    [Test]
    public void EntriesOfADay_CountAnEntryInPartsOnce()
    {
        var world = new ParentWorld(ParentWorld.Twap, static spec => spec with { DailyEntriesMax = 1 });
        world.Buy(10m);
        world.Pass(600);
        Assert.That((world.FilledBase, world.Bench.Books.Gauges.Entries.All.Count), Is.EqualTo((10m, 1)));
    }

    /// <summary>A strategy without an algorithm decides and stores what it always did, to the byte.</summary>
    [Test]
    public void Direct_LeavesNoTrace()
    {
        var world = new ParentWorld(AlgorithmSpec.Direct);
        world.Buy(10m);
        world.Pass(120);
        Assert.That((world.Bench.Orders.Count, world.Bench.LastOrder.Terms, world.Bench.LastOrder.Child), Is.EqualTo((1, (OrderTerms)new OrderTerms.Market(Quantity.From(10m)), (ChildOf?)null)));
        Assert.That(world.Bench.Facts.Select(FactJson.Serialize), Has.None.Contains("\"child\"").And.None.Contains("parent"));
        Assert.That(world.Bench.Canonical(), Does.Contain("\"parents\":[]"));
    }

    /// <summary>Bug: of a strategy that names one of a thing's names, an entry in parts that was routed to another ended at once, for "it does not trade" that one.</summary>
    [Test]
    public void Parent_RoutedToANameItsStrategyDoesNotName_IsExecuted_UntilItTradesTheThingNoMore()
    {
        var spec = RoutingBench.Spec with { Symbols = ["BTC/USD"], Execution = ParentWorld.Twap };
        var bench = new RoutingBench(spec: spec);
        bench.Fill(bench.Signal(SignalKind.Buy, quantity: 10m)!);
        bench.Clock(1);
        Assert.That((bench.Orders.Single().Symbol.Text, bench.Books.Parents.All.Single().Order.Symbol.Text, bench.Facts.OfType<Fact.ParentEnding>().Count()), Is.EqualTo(("BTC/USDT", "BTC/USDT", 0)));
        bench.Engine.Account.Configure(new TierRulebook(new TierTable([TestMarket.Tier("only", 0m, spec with { Symbols = ["ETH/USD"] })]), bench.Setup.Spreads));
        bench.Clock(1);
        Assert.That(bench.Facts.OfType<Fact.ParentEnded>().Single().Why, Is.EqualTo(ParentEnd.StrategyOff));
    }
}
