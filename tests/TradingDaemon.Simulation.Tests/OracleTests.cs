using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Engine.Account;
using TradingDaemon.Simulation.Oracle;
using TradingDaemon.Simulation.Runs;

namespace TradingDaemon.Simulation.Tests;

/// <summary>Who watches the watcher: a daemon made wrong on purpose is caught.</summary>
public sealed class OracleTests
{
    private const int Seeds = 30;

    [Test]
    public void Run_BooksOneFillInTenThousandTwice_IsCaughtWithinAHundredThousandFills()
    {
        var (fills, doubled) = (0L, 0L);
        for (var seed = 1; fills < 100_000; seed++)
        {
            using var run = new SimulationRun(new WorldOptions { Seed = seed, Ticks = 300, Weakness = Doubling });
            if (run.Run().Failure is not { } failure) continue;
            TestContext.Out.WriteLine($"Caught at fill {fills}, seed {seed}: {failure.Message}");
            Assert.That(failure, Is.InstanceOf<InvariantBrokenException>());
            Assert.That(doubled, Is.GreaterThan(0));
            return;
        }

        Assert.Fail($"{doubled} of {fills} fills were booked twice, and nobody noticed.");

        // The same execution under another number, as a venue adapter without a key would bring it.
        IEnumerable<VenueEvent> Doubling(AccountEngine engine, VenueEvent report)
        {
            yield return report;
            if (report is not VenueEvent.Executed executed || ++fills % 10_000 != 2_000) yield break;
            doubled++;
            yield return new VenueEvent.Executed(executed.Fill with { ExecutionId = executed.Fill.ExecutionId + "-again", ExecutionSequence = executed.Fill.ExecutionSequence + 1_000_000 });
        }
    }

    [Test]
    public void Run_BooksHalfOfOneFill_IsCaught()
    {
        var count = 0;
        using var run = new SimulationRun(new WorldOptions { Seed = 3, Ticks = 300, Faults = Chance.FaultKinds.None, Weakness = (engine, report) => report is VenueEvent.Executed { Fill: var fill } && !engine.Account.Books.Fills.Has(fill.Venue, fill.ExecutionSequence) && ++count == 20 ? [Halved(report)] : [report] });
        var result = run.Run();
        Assert.That(result.Failure, Is.InstanceOf<InvariantBrokenException>(), $"{count} of {result.Fills} fills, seed {result.Seed} without faults.");

        static VenueEvent Halved(VenueEvent report) => ((VenueEvent.Executed)report).Fill is var fill
            ? new VenueEvent.Executed(fill with { Quantity = Domain.Measures.Quantity.From(fill.Quantity.Base / 2m) }) : report;
    }

    /// <summary>Bug: whether entries may pass was judged by the daemon's own word for it; one that compared with the venue before its stream opened, and not again, was not caught.</summary>
    [Test]
    public void Run_TakesAnOlderComparisonForOneOfTheNewStream_IsCaught()
    {
        var seed = 0;
        while (seed < 40)
        {
            using var run = new SimulationRun(new WorldOptions { Seed = ++seed, Ticks = 300, Faults = Chance.FaultKinds.Reports, Weakness = Forging });
            if (run.Run().Failure is not { } failure) continue;
            TestContext.Out.WriteLine($"Caught at seed {seed}: {failure.Message}");
            Assert.That(failure, Is.InstanceOf<InvariantBrokenException>().With.Message.Contains("since it opened"));
            return;
        }

        Assert.Fail($"{seed} seeds without anybody noticing.");

        // As if what agreed last still held: the block of an opening is lifted at once.
        IEnumerable<VenueEvent> Forging(AccountEngine engine, VenueEvent report)
        {
            yield return report;
            if (report is not VenueEvent.StreamOpened { Opening: > 1 } opened) yield break;
            yield return new VenueEvent.EntriesFreed(opened.Venue, Domain.Control.BlockCause.ReconcilePending, "forged", opened.At);
        }
    }

    /// <summary>The venue's lists are seconds behind its balances: a daemon that takes what a statement says for what is so right now adopts, or flags, its own fills.</summary>
    [Test]
    public void Run_TakesListsThatLagForExact_IsCaughtByManySeeds()
    {
        var caught = 0;
        for (var seed = 1; seed <= Seeds; seed++)
        {
            using var run = new SimulationRun(new WorldOptions { Seed = seed, Ticks = 300, Faults = Chance.FaultKinds.Reports | Chance.FaultKinds.Lists, Weakness = Believing });
            if (run.Run().Failure is not { } failure) continue;
            Assert.That(failure, Is.InstanceOf<InvariantBrokenException>());
            caught++;
        }

        TestContext.Out.WriteLine($"{caught} of {Seeds} seeds caught it.");
        Assert.That(caught, Is.GreaterThan(Seeds / 10));

        IEnumerable<VenueEvent> Believing(AccountEngine engine, VenueEvent report) =>
            [report is VenueEvent.Stated stated ? new VenueEvent.Stated(stated.Statement with { ListsLagMax = TimeSpan.Zero }, stated.At) : report];
    }

    [Test]
    public void Run_SameSeedAgain_HashesAlike_AndAnotherSeedDoesNot()
    {
        var (first, again, other) = (Hash(11), Hash(11), Hash(12));
        Assert.That(again, Is.EqualTo(first));
        Assert.That(other, Is.Not.EqualTo(first));

        static string Hash(int seed)
        {
            using var run = new SimulationRun(new WorldOptions { Seed = seed, Ticks = 200 });
            return run.Run().Hash;
        }
    }
}
