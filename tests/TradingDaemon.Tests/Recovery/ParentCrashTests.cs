using NUnit.Framework;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Engine.Books;
using TradingDaemon.Storage.Json;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Engine.Algorithms;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Recovery;

/// <summary>A crash after any fact of a parent's life, on the real store: the next process goes on where it was, with what the venue made of the orders that were on their way.</summary>
public sealed class ParentCrashTests
{
    private static readonly AlgorithmSpec Terms = ParentWorld.Twap with { Slices = 4, Horizon = TimeSpan.FromMinutes(4) };
    private static readonly AccountSetup Setup = ParentWorld.SetupOf(Terms);

    [Test]
    public void Crash_AfterAnyFact_SendsNothingTwice_AndComesToTheWhole([Values] bool reachedTheVenue, [Values] bool isCheckpointed)
    {
        var whole = new ParentWorld(Setup);
        var begun = whole.Bench.Recorded.Count;
        whole.Buy(8m);
        whole.Pass(240);
        Assert.That(whole.FilledBase, Is.EqualTo(8m));
        var ends = 0;
        for (var known = begun; known <= whole.Bench.Recorded.Count; known++)
        {
            using var directory = new ScratchDirectory();
            var facts = whole.Bench.Recorded.Take(known).ToList();
            var store = new CrashedStore(directory.Path, Setup);
            store.Write(facts, whole.Bench.Orders, isCheckpointed);
            var after = new ParentWorld(Setup, store.Recovered(), facts[^1].At.AddSeconds(1));
            Assert.That(AccountBench.Canonical(after.Bench.Engine.Capture()), Is.EqualTo(AccountBench.Canonical(CrashedStore.Folded(Setup, facts))), $"after fact {known}");
            Settle(after, reachedTheVenue);
            after.Pass(300);
            var sent = facts.Select(static one => one.Fact).Concat(after.Bench.Facts).OfType<Fact.OrderIntended>().Select(static intended => intended.Intent).ToList();
            Assert.That(sent.Select(static intent => intent.ClientOrderId), Is.Unique, $"after fact {known}");
            Assert.That(sent.Select(static intent => intent.Child!.Number), Is.EqualTo(Enumerable.Range(1, sent.Count)), $"after fact {known}");
            Assert.That((after.Bench.Books.Parents.Count, after.Bench.Net(TestMarket.Btc)), Is.EqualTo((0, sent.Count == 0 && !facts.Any(static one => one.Fact is Fact.ParentOpened) ? 0m : 8m)), $"after fact {known}");
            ends++;
        }

        Assert.That(ends, Is.GreaterThan(10));
    }

    [Test]
    public void Store_TellsAllThatBecameOfAParent()
    {
        var world = new ParentWorld(Setup);
        world.Buy(8m);
        world.Pass(240);
        using var directory = new ScratchDirectory();
        new CrashedStore(directory.Path, Setup).Write(world.Bench.Recorded, world.Bench.Orders, isCheckpointed: false);
        using var inspection = TradingDaemon.Storage.Inspection.StoreInspection.Open(directory.Path);
        var told = inspection.FactsOfParent(world.Bench.Facts.OfType<Fact.ParentOpened>().Single().Order.Id.Number);
        Assert.That(told.Select(static one => one.Fact), Is.EqualTo(world.Bench.Facts.Where(static fact => fact is Fact.ParentOpened or Fact.ParentEnding or Fact.ParentEnded or Fact.OrderIntended or Fact.FillBooked)));
    }

    [Test]
    public void Books_OfAVersionWithoutParents_AreReadAsBefore()
    {
        var world = new ParentWorld(AlgorithmSpec.Direct);
        world.Buy(1m);
        var old = world.Bench.Canonical().Replace("\"parents\":[],", "", StringComparison.Ordinal);
        Assert.That(old, Does.Not.Contain("parents"));
        Assert.That(AccountBench.Canonical(System.Text.Json.JsonSerializer.Deserialize(old, Spelling.AccountState)!), Is.EqualTo(world.Bench.Canonical()));
    }

    // What the books think is on its way was filled while nobody listened, or never arrived.
    private static void Settle(ParentWorld world, bool reachedTheVenue)
    {
        var onTheirWay = world.Bench.Books.Orders.Open.ToList();
        world.Bench.Boot();
        foreach (var order in onTheirWay)
            world.Bench.Report(reachedTheVenue
                ? new VenueEvent.Executed(world.Bench.FillOf(order.Intent, order.RemainingBase, order.Intent.DecisionAsk, sequence: world.Bench.Books.Fills.NewestOf("simulated") + 1))
                : new VenueEvent.ProvenAbsent(order.Intent.ClientOrderId, "Nobody knows it.", world.Bench.Now));
        world.Bench.Statement();
        world.Bench.Command(new Command.ChangeState(EngineState.Running, "Books and venue agree."));
    }
}
