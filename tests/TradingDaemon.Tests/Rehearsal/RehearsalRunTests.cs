using NUnit.Framework;
using TradingDaemon.Cli;
using TradingDaemon.Cli.Context;
using TradingDaemon.Storage.Inspection;

namespace TradingDaemon.Tests.Rehearsal;

[TestFixture]
internal sealed class RehearsalRunTests
{
    [Test]
    public async Task Rehearse_AnHourOfTheShippedConfiguration_FillsEveryAssetClassAndPasses()
    {
        using var run = await ShippedRehearsal.RunAsync(ExitCode.Done, "rehearse");
        foreach (var word in (string[])["Rehearsal", "01:00:00 (", "9 of 9 instruments have prices", "fills: crypto", "fills: equity", "fills: forex", "Decision hash", "All 7 checks passed."])
            Assert.That(run.Output, Does.Contain(word));
        Assert.That(run.Output, Does.Not.Contain("FAIL"));
    }

    [Test]
    public async Task Rehearse_TheSameSeedTwice_DecidesTheSameAndAnotherSeedDoesNot()
    {
        string[] arguments = ["multi-asset-test", "--for", "00:05:00", "--json", "--set", "feed:seed=5"];
        using var first = await ShippedRehearsal.RunAsync(ExitCode.Done, arguments);
        using var again = await ShippedRehearsal.RunAsync(ExitCode.Done, arguments);
        using var other = await ShippedRehearsal.RunAsync(ExitCode.Done, [.. arguments, "--set", "feed:seed=6"]);
        Assert.That(Hash(again), Is.EqualTo(Hash(first)));
        Assert.That(Hash(other), Is.Not.EqualTo(Hash(first)));
        Assert.That(first.Json.GetProperty("recordedSeconds").GetDouble(), Is.EqualTo(300));
    }

    [Test]
    public async Task Rehearse_ATierThatTradesNothing_Fails()
    {
        string[] off = [.. new[] { "ma-crossover", "momentum", "mean-reversion" }.SelectMany(static name => new[] { "--set", $"tiers:strategist:strategies:{name}:enabled=false" })];
        using var run = await ShippedRehearsal.RunAsync(ExitCode.Failed, ["rehearse", "--for", "00:01:00", "--json", .. off]);
        Assert.That(run.Failed, Is.EqualTo(new[] { "fills" }));
        Assert.That(run.Output, Does.Contain("no strategy of tier strategist may trade any instrument"));
    }

    [Test]
    public async Task Rehearse_TooShortForAnySignal_FailsForEveryClassAndNamesTheInstruments()
    {
        using var run = await ShippedRehearsal.RunAsync(ExitCode.Failed, "rehearse", "--for", "00:00:03", "--json");
        Assert.That(run.Failed, Is.EqualTo(new[] { "fills: equity", "fills: forex", "fills: crypto" }));
        Assert.That(run.Output, Does.Contain("0 fills in 0 of 3 instruments that tier strategist trades; none in BTC/USD, ETH/USD, SOL/USD"));
    }

    [Test]
    public async Task Rehearse_WithAStore_LeavesTheBooksThereAndRefusesItTheNextTime()
    {
        using var run = await ShippedRehearsal.RunAsync(ExitCode.Done, "rehearse", "--for", "00:05:00", "--json", "--store", "books");
        using var store = StoreInspection.Open(Path.Combine(run.Directory, "books"));
        Assert.That(store.Fills().Count(), Is.EqualTo(run.Json.GetProperty("fills").GetInt32()).And.GreaterThan(0));
        using var next = await ShippedRehearsal.RunAsync(ExitCode.Failed, "rehearse", "--store", Path.Combine(run.Directory, "books"));
        Assert.That(next.Error, Does.Contain("is not empty"));
    }

    [Test]
    public async Task Rehearse_FaultyConfiguration_IsMisuse()
    {
        using var run = await ShippedRehearsal.RunAsync(ExitCode.Misused, "rehearse", "--set", "feed:sped=1");
        Assert.That(run.Error, Does.Contain("did you mean \"speed\"?"));
    }

    private static string Hash(ShippedRehearsal run) => run.Json.GetProperty("decisionHash").GetString()!;
}
