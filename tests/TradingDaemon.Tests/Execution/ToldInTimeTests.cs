using NUnit.Framework;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Execution.Support;

namespace TradingDaemon.Tests.Execution;

/// <summary>R22: how long a difference between books and venue goes untold, where the venue's lists are as far behind as adapters say theirs may be.</summary>
internal sealed class ToldInTimeTests
{
    /// <summary>Bug: what differed was asked for again after pauses that grew to half a minute, whatever its age: where lists lag, up to 97 s passed before it was told.</summary>
    [Test]
    public void Compare_ADifferenceWhereListsLag_IsToldWithinAMinute([Values(20, 30)] int lag, [Values] bool isChanging)
    {
        var longest = 0;
        for (var seed = 1; seed <= 60; seed++)
        {
            using var bench = new SessionBench(seed: seed);
            bench.Venue.Traits = new VenueTraits { AbsenceProvenAfter = TimeSpan.FromSeconds(lag), ListsLagMax = TimeSpan.FromSeconds(lag) };
            var facts = new List<Fact>();
            bench.Decided = batch => facts.AddRange(batch.Facts.Select(static recorded => recorded.Fact));
            bench.Run();
            bench.Pass(1 + (seed % 30));
            bench.Venue.Cash["USD"] += 500m;
            var passed = 0;
            for (; passed < 200 && !facts.OfType<Fact.BreakFound>().Any(); passed++)
            {
                if (isChanging) bench.Venue.Cash["USD"] += 1m;
                bench.Pass(1);
            }

            longest = Math.Max(longest, passed);
        }

        TestContext.Out.WriteLine($"60 seeds, lists {lag} s behind: the longest took {longest} s");
        Assert.That(longest, Is.InRange(lag, 60));
    }
}
