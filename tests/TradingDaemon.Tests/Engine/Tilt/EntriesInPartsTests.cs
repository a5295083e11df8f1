using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Engine.Tilt;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Engine.Algorithms;

namespace TradingDaemon.Tests.Engine.Tilt;

/// <summary>An entry in parts is one entry, as large as its whole, and what its algorithm cancels is not what its strategy does.</summary>
internal sealed class EntriesInPartsTests
{
    private static readonly AlgorithmSpec Twap = ParentWorld.Twap with { Horizon = TimeSpan.FromSeconds(30), Slices = 5 };

    private static IEnumerable<TestCaseData> Algorithms()
    {
        yield return new TestCaseData(ParentWorld.Iceberg).SetArgDisplayNames("iceberg");
        yield return new TestCaseData(ParentWorld.Split with { ChildNotionalMaxAccount = 210m }).SetArgDisplayNames("split");
        yield return new TestCaseData(Twap).SetArgDisplayNames("twap");
    }

    private static IEnumerable<TestCaseData> Ends()
    {
        yield return new TestCaseData((Action<AccountBench>)(static bench => bench.Signal(SignalKind.Close)), 1).SetArgDisplayNames("close");
        yield return new TestCaseData((Action<AccountBench>)(static bench => bench.Signal(SignalKind.CloseAll)), 1).SetArgDisplayNames("close all");
        yield return new TestCaseData((Action<AccountBench>)(static bench => bench.Signal(SignalKind.Sell)), 1).SetArgDisplayNames("the opposite");
        yield return new TestCaseData((Action<AccountBench>)(static bench => bench.Command(new Command.CancelParent(bench.Books.Parents.All[0].Order.Id, "By anna."))), 0).SetArgDisplayNames("by hand");
        yield return new TestCaseData((Action<AccountBench>)(static bench => bench.Command(new Command.CloseStrategy(AccountBench.Alpha, "Not wanted."))), 0).SetArgDisplayNames("strategy closed");
        yield return new TestCaseData((Action<AccountBench>)(static bench => bench.Command(new Command.SetEmergency(EmergencyState.Halted, "cli", "Prices look wrong."))), 0).SetArgDisplayNames("halt");
        yield return new TestCaseData((Action<AccountBench>)(static bench => bench.Command(new Command.StrategyChanged(AccountBench.Alpha, StrategyCondition.Disabled, "Too many faults."))), 0).SetArgDisplayNames("disabled");
        yield return new TestCaseData((Action<AccountBench>)(static bench => bench.Clock(TimeSpan.FromMinutes(11))), 0).SetArgDisplayNames("time over");
    }

    /// <summary>Bug: tilt saw the first part for the whole, so that an iceberg's entries were all alike however much was bet after losses.</summary>
    [TestCaseSource(nameof(Algorithms))]
    public void Look_AtEntriesInParts_SeesWhatOneOrderEachWouldShow(AlgorithmSpec terms)
    {
        var (parts, whole) = (Chasing(terms), Chasing(AlgorithmSpec.Direct));
        Assert.That(parts.Children.Count(), Is.GreaterThan(4), "they did go in parts");
        Assert.That(Trader(parts).Entries, Is.EqualTo(Trader(whole).Entries));
        Assert.That(Found(parts), Is.EqualTo(Found(whole)).And.Contain(TiltSignal.Martingale).And.Contain(TiltSignal.SizeAfterLosses));
    }

    /// <summary>Bug: each time an iceberg followed its touch its strategy had cancelled an entry, and its entries were halved for that.</summary>
    [Test]
    public void Look_AtIcebergsThatFollowTheirTouch_FindsNoCancels()
    {
        var world = WorldOf(ParentWorld.Iceberg);
        world.Fills = false;
        for (var entry = 0; entry < 6; entry++)
        {
            world.Buy(2m);
            for (var i = 0; i < 3; i++)
            {
                (world.Bid, world.Ask) = (world.Bid + 0.05m, world.Ask + 0.05m);
                world.Pass(4);
                foreach (var order in world.Bench.Books.Orders.Open.Where(order => world.Bench.Books.Orders.IsCancelWanted(order.Intent.ClientOrderId)).ToList())
                    world.Bench.Report(new VenueEvent.CancelDone(order.Intent.ClientOrderId, "Asked for.", world.Bench.Now) { FilledBase = 0m });
                world.Pass(2);
            }

            world.FillAll();
            world.Pass(2);
            world.Bench.Signal(SignalKind.Close);
            world.FillAll();
            (world.Bid, world.Ask) = (99.95m, 100.05m);
            world.Pass(75);
        }

        Assert.That((world.Bench.Cancels.Count, Trader(world).Entries.Count, Trader(world).Cancels.Count), Is.EqualTo((18, 6, 0)));
        Assert.That(Found(world), Has.None.EqualTo(TiltSignal.CancelShare).And.None.EqualTo(TiltSignal.EarlyCancels));
    }

    [TestCaseSource(nameof(Ends))]
    public void Ending_AnEntryInParts_IsACancelWhereItsStrategyChangedItsMind(Action<AccountBench> end, int cancels)
    {
        var spec = TestMarket.Spec(style: OrderStyle.Limit) with { OrderAgeMax = TimeSpan.FromHours(1), Execution = ParentWorld.Twap };
        var world = new ParentWorld(TestMarket.Setup(spec) with { Tilt = new TiltPolicy() }) { Fills = false };
        world.Buy(10m);
        world.Bench.Accept(world.Children.Single());
        world.Pass(3);
        end(world.Bench);
        world.Bench.Clock();
        Assert.That(world.Bench.Facts.OfType<Fact.ParentEnding>().Count(), Is.EqualTo(1));
        Assert.That(Trader(world).Cancels.Select(static cancel => cancel.Age), Is.EqualTo(Enumerable.Repeat(TimeSpan.FromSeconds(3), cancels)));
        Assert.That(AccountBench.Canonical(world.Bench.Recovered().Capture()), Is.EqualTo(world.Bench.Canonical()));
    }

    [TestCase("9.8", 1), TestCase("9.95", 0), TestCase("10", 0)]
    public void Ending_AnEntryOfWhichNothingIsLeft_IsNoCancel(string filled, int cancels)
    {
        var world = WorldOf(ParentWorld.Split);
        world.Fills = false;
        world.Buy(10m);
        world.Bench.Fill(world.Children.Single(), decimal.Parse(filled, System.Globalization.CultureInfo.InvariantCulture));
        world.Bench.Signal(SignalKind.Close);
        Assert.That((world.Bench.Facts.OfType<Fact.ParentEnding>().Single().Why, Trader(world).Cancels.Count), Is.EqualTo((ParentEnd.Withdrawn, cancels)));
    }

    [Test]
    public void Restart_AmidAnEntryInParts_CountsItOnce([Values] bool fromFacts)
    {
        var world = WorldOf(ParentWorld.Iceberg);
        world.Buy(10m);
        world.Pass(2);
        var remembered = fromFacts ? world.Bench.Recovered().Capture() : world.Bench.Engine.Capture();
        Assert.That(AccountBench.Canonical(remembered), Is.EqualTo(world.Bench.Canonical()));
        var after = ParentEndTests.Restarted(world, TimeSpan.FromSeconds(5), remembered);
        after.Pass(10);
        Assert.That((after.Children.Any(), after.End!.Why), Is.EqualTo((true, ParentEnd.Completed)), "it went on");
        Assert.That(Trader(after).Entries, Is.EqualTo(new[] { new TiltEntry(TestMarket.Start, "USD", 1_000.5m) }));
    }

    private static ParentWorld WorldOf(AlgorithmSpec terms) => new(ParentWorld.SetupOf(terms, static spec => spec with { SlippageMaxFraction = 0.01m }) with { Tilt = new TiltPolicy() });

    // Each entry three times as large as the one before, which lost.
    private static ParentWorld Chasing(AlgorithmSpec terms)
    {
        var world = WorldOf(terms);
        foreach (var quantity in (decimal[])[2m, 6m, 18m, 60m])
        {
            world.Buy(quantity);
            world.Pass(60);
            (world.Bid, world.Ask) = (world.Bid - 1m, world.Ask - 1m);
            world.Pass(1);
            world.Bench.Signal(SignalKind.Close);
            world.FillAll();
            world.Pass(1);
        }

        return world;
    }

    private static TraderRecord Trader(ParentWorld world) => world.Bench.Books.Gauges.Tilts.Of(AccountBench.Alpha)!;

    private static List<TiltSignal> Found(ParentWorld world) => [.. world.Bench.Facts.OfType<Fact.TiltFound>().Select(static found => found.Signal)];
}
