using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Algorithms;

/// <summary>Whatever ends a parent: no child follows, those at work are cancelled, and the end is told when none can fill any more.</summary>
internal sealed class ParentEndTests
{
    private static readonly StrategySpec Resting = TestMarket.Spec(style: OrderStyle.Limit) with { OrderAgeMax = TimeSpan.FromHours(1), Execution = ParentWorld.Twap };

    private static IEnumerable<TestCaseData> Ends()
    {
        yield return new TestCaseData((Action<ParentWorld>)(static world => world.Bench.Command(new Command.CancelParent(world.Parent!.Order.Id, "By anna."))), ParentEnd.Cancelled).SetArgDisplayNames("by hand");
        yield return new TestCaseData((Action<ParentWorld>)(static world => world.Bench.Signal(SignalKind.Close)), ParentEnd.Withdrawn).SetArgDisplayNames("close");
        yield return new TestCaseData((Action<ParentWorld>)(static world => world.Bench.Signal(SignalKind.CloseAll)), ParentEnd.Withdrawn).SetArgDisplayNames("close all");
        yield return new TestCaseData((Action<ParentWorld>)(static world => world.Bench.Signal(SignalKind.Sell)), ParentEnd.Withdrawn).SetArgDisplayNames("the opposite");
        yield return new TestCaseData((Action<ParentWorld>)(static world => world.Bench.Command(new Command.CloseStrategy(AccountBench.Alpha, "Not wanted."))), ParentEnd.PositionClosed).SetArgDisplayNames("strategy closed");
        yield return new TestCaseData((Action<ParentWorld>)(static world => world.Bench.Command(new Command.SetEmergency(EmergencyState.Halted, "cli", "Prices look wrong."))), ParentEnd.EmergencyStop).SetArgDisplayNames("halt");
        yield return new TestCaseData((Action<ParentWorld>)(static world => world.Bench.Command(new Command.SetEmergency(EmergencyState.Reducing, "cli", "Prices look wrong."))), ParentEnd.EmergencyStop).SetArgDisplayNames("reduce");
        yield return new TestCaseData((Action<ParentWorld>)(static world => world.Bench.Command(new Command.Stop(ShutdownPolicy.Flatten, "Told to stop."))), ParentEnd.Shutdown).SetArgDisplayNames("flatten at shutdown");
        yield return new TestCaseData((Action<ParentWorld>)(static world => world.Bench.Command(new Command.StrategyChanged(AccountBench.Alpha, StrategyCondition.Disabled, "Too many faults."))), ParentEnd.StrategyOff).SetArgDisplayNames("disabled");
    }

    [TestCaseSource(nameof(Ends))]
    public void Parent_ThatIsEnded_SendsNothingMore_AndCancelsWhatWorks(Action<ParentWorld> end, ParentEnd why)
    {
        var world = new ParentWorld(TestMarket.Setup(Resting)) { Fills = false };
        world.Buy(10m);
        var child = world.Children.Single();
        world.Bench.Accept(child);
        end(world);
        world.Bench.Clock();
        var facts = world.Bench.Facts.ToList();
        Assert.That((world.Parent!.Ending, world.Bench.Cancels[0].ClientOrderId), Is.EqualTo(((ParentEnd?)why, child.ClientOrderId)));
        Assert.That(facts.FindIndex(static fact => fact is Fact.ParentEnding), Is.LessThan(facts.FindIndex(static fact => fact is Fact.OrderMoved { Kind: OrderEventKind.CancelRequested })), "the parent first: then nothing follows what is cancelled");
        world.Bench.Fill(child, 0.25m, 100.05m); // it overtook the cancel
        world.Bench.Report(new VenueEvent.CancelDone(child.ClientOrderId, "Asked for.", world.Bench.Now));
        world.Pass(1300);
        Assert.That(world.Children.Count(), Is.EqualTo(1));
        Assert.That((world.End!.Why, world.End.FilledBase, world.End.UnfilledBase, world.Parent), Is.EqualTo((why, 0.25m, 9.75m, (ParentState?)null)));
    }

    [Test]
    public void Protection_ThatClosesThePosition_EndsWhatWouldAddToIt()
    {
        var world = new ParentWorld(ParentWorld.Twap, static spec => spec with { Protection = new ProtectionSpec { StopFraction = 0.02m } });
        world.Buy(10m);
        (world.Bid, world.Ask) = (97m, 97.05m);
        world.Pass(1);
        Assert.That((world.End!.Why, world.Bench.Net(TestMarket.Btc), world.Children.Count()), Is.EqualTo((ParentEnd.PositionClosed, 0m, 1)));
    }

    /// <summary>Bug: what a venue had forgotten was sent once more, and with its fills told later more than the whole was bought.</summary>
    [TestCase("0", 10), TestCase("0.4", 9.6)]
    public void Child_ThatTheVenueHadAndHasForgotten_EndsItsParent(string filledBefore, decimal unfilled)
    {
        var world = new ParentWorld(ParentWorld.Twap) { Fills = false };
        world.Buy(10m);
        var (child, filled) = (world.Children.Single(), decimal.Parse(filledBefore, System.Globalization.CultureInfo.InvariantCulture));
        world.Bench.Accept(child);
        if (filled > 0m) world.Bench.Fill(child, filled);
        world.Bench.Report(new VenueEvent.ProvenAbsent(child.ClientOrderId, "Nobody knows it.", world.Bench.Now));
        world.Fills = true;
        world.Pass(660);
        Assert.That((world.End!.Why, world.End.UnfilledBase, world.Children.Count()), Is.EqualTo((ParentEnd.ChildForgotten, unfilled, 1)));
        world.Bench.Fill(child, 1m - filled); // told after all
        Assert.That((world.FilledBase, world.Bench.Books.State), Is.EqualTo((1m, EngineState.Running)));
        Assert.That(AccountBench.Canonical(world.Bench.Recovered().Capture()), Is.EqualTo(world.Bench.Canonical()));
    }

    [Test]
    public void Child_ThatNeverReachedTheVenue_LeavesItsParentToGoOn()
    {
        var world = new ParentWorld(ParentWorld.Twap) { Fills = false };
        world.Buy(10m);
        world.Bench.Report(new VenueEvent.ProvenAbsent(world.Children.Single().ClientOrderId, "Nobody knows it.", world.Bench.Now));
        world.Fills = true;
        world.Pass(660);
        Assert.That((world.End!.Why, world.FilledBase), Is.EqualTo((ParentEnd.Completed, 10m)));
    }

    /// <summary>Bug: one of the other side that was still ending hid the one that works, and a third was opened beside it.</summary>
    [Test]
    public void Entry_WhileOneOfTheOtherSideStillEnds_IsRefusedWhereOneOfItsOwnWorks()
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec(style: OrderStyle.PostOnly, allowShort: true) with { OrderAgeMax = TimeSpan.FromHours(1), Execution = ParentWorld.Twap }));
        bench.Mark(TestMarket.Eth, 99.95m, 100.05m);
        bench.Signal(SignalKind.Buy, TestMarket.Eth, quantity: 10m);
        bench.Accept(bench.LastOrder);
        bench.Signal(SignalKind.Sell, TestMarket.Eth, quantity: 10m); // the first ends, and its part may still fill
        bench.Fill(bench.LastOrder);
        bench.Signal(SignalKind.Sell, TestMarket.Eth, quantity: 10m);
        Assert.That((bench.Books.Parents.Count, bench.Refusals.Single().Rule), Is.EqualTo((2, RiskRule.DuplicateInFlight)));
    }

    [TestCase(ShutdownPolicy.Hold)]
    [TestCase(ShutdownPolicy.Cancel)]
    public void Shutdown_LeavesAParentToTheNextStart(ShutdownPolicy policy)
    {
        var world = new ParentWorld(ParentWorld.Twap);
        world.Buy(10m);
        world.Bench.Command(new Command.Stop(policy, "Told to stop."));
        world.Pass(120);
        Assert.That((world.Parent!.Ending, world.Children.Count()), Is.EqualTo(((ParentEnd?)null, 1)));
        var after = Restarted(world, TimeSpan.FromMinutes(3));
        after.Pass(420);
        Assert.That(after.Children.Select(static child => child.Child!.Number), Is.EqualTo(Enumerable.Range(2, 5)), "slice 5 of 10 is due by then, and each of the rest is larger");
        Assert.That((after.End!.Why, after.Bench.Net(TestMarket.Btc)), Is.EqualTo((ParentEnd.Completed, 10m)));
    }

    [Test]
    public void Start_AfterItsTime_EndsIt_AndTellsWhatIsMissing()
    {
        var world = new ParentWorld(ParentWorld.Twap);
        world.Buy(10m);
        var after = Restarted(world, TimeSpan.FromMinutes(11));
        after.Pass(1);
        Assert.That((after.End!.Why, after.End.UnfilledBase, after.Children.Count()), Is.EqualTo((ParentEnd.HorizonOver, 9m, 0)));
        Assert.That(after.End.Reason, Does.StartWith("Its time was over at 2024-03-01T12:10:00").And.EndWith("9 of 10 is not filled and stays so."));
    }

    [Test]
    public void Pause_KeepsAParentWaiting_AndItGoesOnAfterIt()
    {
        var world = new ParentWorld(ParentWorld.Twap);
        world.Buy(10m);
        world.Bench.Command(new Command.ChangeState(EngineState.Paused, "The journal cannot be written."));
        world.Pass(180);
        Assert.That((world.Children.Count(), world.Bench.Refusals.Count()), Is.EqualTo((1, 0)));
        world.Bench.Command(new Command.ChangeState(EngineState.Running, "It can."));
        world.Pass(420);
        Assert.That(world.FilledBase, Is.EqualTo(10m));
    }

    [Test]
    public void Configuration_WithoutTheStrategysSymbol_EndsItsParent()
    {
        var world = new ParentWorld(ParentWorld.Twap);
        world.Buy(10m);
        world.Bench.Engine.Account.Configure(new TierRulebook(TestMarket.Setup(TestMarket.Spec() with { DisabledSymbols = ["BTC/USD"] }).Tiers, new SpreadLimits()));
        world.Pass(1);
        Assert.That(world.End!.Why, Is.EqualTo(ParentEnd.StrategyOff));
    }

    /// <summary>Another process on the same store, so long after.</summary>
    internal static ParentWorld Restarted(ParentWorld world, TimeSpan down, AccountState? remembered = null)
    {
        var after = new ParentWorld(world.Bench.Setup, remembered ?? world.Bench.Engine.Capture(), world.Bench.Now + down) { Fills = world.Fills };
        after.Bench.Boot();
        after.Bench.Statement();
        after.Bench.Command(new Command.ChangeState(EngineState.Running, "Books and venues agree."));
        return after;
    }
}
