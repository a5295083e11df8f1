using NUnit.Framework;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Algorithms;

/// <summary>A person halts one parent order and lets it go on: nothing is sent meanwhile, over kills too, and nothing whose time is over is ever sent.</summary>
internal sealed class ParentPauseTests
{
    private static readonly AlgorithmSpec Iceberg = ParentWorld.Iceberg with { Horizon = TimeSpan.FromMinutes(10) };

    [Test]
    public void Pause_TakesBackWhatIsAtWork_AndSendsNothing_UntilItIsResumed()
    {
        var world = new ParentWorld(Iceberg) { Fills = false };
        world.Buy(5m);
        var child = world.Children.Single();
        world.Bench.Accept(child);
        Pause(world);
        Assert.That((world.Bench.Cancels.Single().ClientOrderId, world.Parent!.Paused), Is.EqualTo((child.ClientOrderId, "Paused by anna.")));
        world.Bench.Report(new VenueEvent.CancelDone(child.ClientOrderId, "Asked for.", world.Bench.Now));
        world.Pass(60);
        Assert.That((world.Children.Count(), world.Bench.Refusals.Count()), Is.EqualTo((1, 0)));
        world.Bench.Signal(SignalKind.Buy, quantity: 1m);
        Assert.That(world.Bench.Refusals.Single().Rule, Is.EqualTo(TradingDaemon.Domain.Risk.RiskRule.DuplicateInFlight), "it still works on the entry");
        Resume(world);
        world.Fills = true;
        world.Pass(10);
        Assert.That((world.End!.Why, world.FilledBase, world.Parent), Is.EqualTo((ParentEnd.Completed, 5m, (ParentState?)null)));
    }

    [Test]
    public void Resume_OfATwap_CarriesWhatWasMissed_InTheSlicesThatAreLeft()
    {
        var world = new ParentWorld(ParentWorld.Twap);
        world.Buy(10m);
        Pause(world);
        world.Pass(299);
        Resume(world);
        world.Pass(1);
        Assert.That((world.Children.Count(), world.Children.Last().Child!.Slice, world.Children.Last().Terms.Quantity.Base), Is.EqualTo((2, 5, 1.8m)), "9 over the 5 that are left");
        world.Pass(300);
        Assert.That((world.End!.Why, world.FilledBase), Is.EqualTo((ParentEnd.Completed, 10m)));
    }

    [TestCase(599, 0, Description = "a second before its end it goes on")]
    [TestCase(600, 9, Description = "at its end it is over")]
    [TestCase(601, 9)]
    public void Resume_NeverSendsWhatItsTimeIsOverFor(double seconds, decimal unfilled)
    {
        var world = new ParentWorld(ParentWorld.Twap);
        world.Buy(10m);
        Pause(world);
        world.Bench.Now = world.Bench.Now.AddSeconds(seconds);
        world.Bench.Mark(TestMarket.Btc, world.Bid, world.Ask);
        Resume(world);
        world.Bench.Clock();
        world.FillAll();
        world.Pass(1);
        Assert.That((world.End!.Why, world.End.UnfilledBase), Is.EqualTo((unfilled == 0m ? ParentEnd.Completed : ParentEnd.HorizonOver, unfilled)));
    }

    [Test]
    public void Pause_OutlivesKills_AndItsTimeEndsItAllTheSame([Values] bool isResumed)
    {
        var world = new ParentWorld(ParentWorld.Twap);
        world.Buy(10m);
        Pause(world);
        Assert.That(AccountBench.Canonical(world.Bench.Recovered().Capture()), Is.EqualTo(world.Bench.Canonical()), "from the facts alone");
        var after = ParentEndTests.Restarted(world, TimeSpan.FromMinutes(1));
        after.Pass(120);
        Assert.That((after.Parent!.Paused, after.Children.Count()), Is.EqualTo(("Paused by anna.", 0)));
        if (isResumed) Resume(after);
        after.Pass(500);
        Assert.That((after.End!.Why, after.End.UnfilledBase), Is.EqualTo(isResumed ? (ParentEnd.Completed, 0m) : (ParentEnd.HorizonOver, 9m)));
    }

    [Test]
    public void PauseAndResume_AreToldOnce_AndOfWhatEndsOrIsNotThereNothingIs()
    {
        var world = new ParentWorld(Iceberg) { Fills = false };
        world.Buy(5m);
        world.Bench.Accept(world.Children.Single());
        Resume(world);
        Pause(world);
        Pause(world, "bert");
        world.Bench.Command(new Command.PauseParent(new ParentId(999), "Paused by anna."));
        Assert.That(world.Bench.Facts.Count(static fact => fact is Fact.ParentPaused or Fact.ParentResumed), Is.EqualTo(1));
        world.Bench.Command(new Command.CancelParent(world.Parent!.Order.Id, "By anna."));
        Resume(world);
        Assert.That((world.Bench.Facts.Count(static fact => fact is Fact.ParentPaused or Fact.ParentResumed), world.Bench.Cancels.Count), Is.EqualTo((1, 1)));
    }

    private static void Pause(ParentWorld world, string by = "anna") => world.Bench.Command(new Command.PauseParent(world.Parent!.Order.Id, $"Paused by {by}."));

    private static void Resume(ParentWorld world) => world.Bench.Command(new Command.ResumeParent(world.Parent!.Order.Id, "Resumed by anna."));
}
