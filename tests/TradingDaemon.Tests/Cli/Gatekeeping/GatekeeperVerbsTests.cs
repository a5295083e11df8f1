using System.Globalization;
using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Cli.Context;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Gatekeeping;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Engine.Algorithms;

namespace TradingDaemon.Tests.Cli.Gatekeeping;

/// <summary>Scores beside what became of the entries, from a journal to the words.</summary>
[TestFixture]
internal sealed class GatekeeperVerbsTests
{
    [Test]
    public async Task Report_OfAJournal_HoldsScoresAgainstOutcomes()
    {
        using var run = Of(Traded());
        Assert.That(await run.InvokeAsync("gatekeeper", "report", "--json"), Is.EqualTo(ExitCode.Done), run.Error);
        var lines = JsonDocument.Parse(run.Output).RootElement.EnumerateArray().Select(static line => string.Join(' ', line.EnumerateObject().Select(static one => one.Value.ToString()))).ToArray();
        Assert.That(lines, Has.Length.EqualTo(11));
        // 10 bought at 100 and sold for 110 twice, once for 90; the entry of 0.2 was refused, and nothing came of that of 0.9
        Assert.That(lines[7], Does.StartWith("0.7 0.8 3 0 3 2 0.731059 0.66").And.EndWith(" 100"), lines[7]);
        Assert.That(lines[2], Is.EqualTo("0.2 0.3 1 1 0 0    0"));
        Assert.That(lines[8], Is.EqualTo("0.8 0.9 1 0 0 0    0"));
        Assert.That(lines[10], Is.EqualTo("  0 0 0 0    0"));
        using var words = Of(Traded());
        Assert.That(await words.InvokeAsync("gatekeeper", "report"), Is.EqualTo(ExitCode.Done), words.Error);
        Assert.That(words.Output, Does.Contain("0.7 to 0.8").And.Contain("67 %").And.Not.Contain("0.5 to 0.6"));
    }

    [Test]
    public async Task Report_OfAnotherModel_TellsNothingOfThisOne()
    {
        using var run = Of(Traded());
        Assert.That(await run.InvokeAsync("gatekeeper", "report", "--model", "m2"), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(run.Output, Does.StartWith("No entry was scored yet"));
    }

    [Test]
    public async Task Report_OfAJournalWithoutScores_SaysSo()
    {
        using var run = Of(AccountBench.Running());
        Assert.That(await run.InvokeAsync("gatekeeper", "report"), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(run.Output, Does.StartWith("No entry was scored yet"));
    }

    [TestCase(GatekeeperMode.Shadow, "score ", "0.731059 by model m1, not below the threshold 0.55; in shadow, which refuses nothing")]
    [TestCase(GatekeeperMode.Veto, "score ", "0.731059 by model m1, not below the threshold 0.55")]
    public async Task Explain_AScoredOrder_TellsTheScore(GatekeeperMode mode, string step, string said)
    {
        var bench = Bench(mode);
        Signal(bench, 1d);
        using var run = new CommandLineRun();
        run.Actions.Journal.AddRange(bench.Recorded.Where(static one => one.Fact is Fact.OrderIntended));
        Assert.That(await run.InvokeAsync("explain", "known"), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(run.Output, Does.Contain(step).And.Contain(said));
    }

    /// <summary>What a training person needs to be true: the exported features are those the score was made of, to the bit.</summary>
    [Test]
    public async Task Export_OfAJournal_HasFeaturesTheScoreIsMadeOf_AndWhatBecameOfEach()
    {
        var rows = await RowsAsync(Traded());
        Assert.That(rows.Select(static row => (row["side"], row["model"], row["mode"], row["verdict"], row["refusedBy"], row["traded"], row["won"])), Is.EqualTo(new[]
        {
            ("Buy", "m1", "veto", "Passed", "", "1", "1"), ("Buy", "m1", "veto", "Passed", "", "1", "0"), ("Buy", "m1", "veto", "Passed", "", "1", "1"),
            ("Buy", "m1", "veto", "Below", "Gatekeeper", "0", ""), ("Buy", "m1", "veto", "Passed", "", "", ""), // nothing came of the last yet
        }));
        Assert.That(rows.Select(static row => row["return"].Length > 0 ? Math.Round(double.Parse(row["return"], CultureInfo.InvariantCulture), 4) : double.NaN), Is.EqualTo(new[] { 0.0909, -0.1111, 0.0909, double.NaN, double.NaN }));
        foreach (var row in rows)
        {
            var logOdds = 0d + (1d * (double.Parse(row["rangeFraction"], CultureInfo.InvariantCulture) - 0d) / 1d);
            Assert.That(Math.Round((decimal)(1d / (1d + Math.Exp(-logOdds))), 6), Is.EqualTo(decimal.Parse(row["score"], CultureInfo.InvariantCulture)));
        }

        Assert.That(rows.Select(static row => row["volatilityFraction"]), Is.All.Empty, "nobody measured it");
        Assert.That(rows.Select(static row => row["sequence"]), Is.Ordered.Using<string>(static (one, other) => long.Parse(one, CultureInfo.InvariantCulture).CompareTo(long.Parse(other, CultureInfo.InvariantCulture))));
    }

    [Test]
    public async Task Export_AsJsonLines_SaysTheSame()
    {
        using var run = Of(Traded());
        Assert.That(await run.InvokeAsync("gatekeeper", "export", "--json"), Is.EqualTo(ExitCode.Done), run.Error);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement).ToArray();
        var rows = await RowsAsync(Traded());
        Assert.That(lines.Select(static line => line.GetProperty("score").GetString()), Is.EqualTo(rows.Select(static row => row["score"])));
        Assert.That(lines.Select(static line => line.GetProperty("features").GetProperty("rangeFraction").GetDouble().ToString("R", CultureInfo.InvariantCulture)), Is.EqualTo(rows.Select(static row => row["rangeFraction"])));
        Assert.That(lines.Select(static line => line.GetProperty("won").ValueKind), Is.EqualTo(new[] { JsonValueKind.True, JsonValueKind.False, JsonValueKind.True, JsonValueKind.Null, JsonValueKind.Null }));
        Assert.That(lines.Any(static line => line.GetProperty("features").TryGetProperty("volatilityFraction", out _)), Is.False);
    }

    [Test]
    public async Task Export_ToAFile_WritesItWhole_OrSaysWhyNot()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        try
        {
            using var run = Of(Traded());
            Assert.That(await run.InvokeAsync("gatekeeper", "export", "--out", file), Is.EqualTo(ExitCode.Done), run.Error);
            Assert.That((File.ReadAllLines(file).Length, run.Output, run.Error.Trim()), Is.EqualTo((6, "", "5 scored entries; 1 of them, or their trades, are not over.")));
            using var wrong = Of(Traded());
            Assert.That(await wrong.InvokeAsync("gatekeeper", "export", "--out", Path.Combine(file, "x.csv")), Is.EqualTo(ExitCode.Failed));
            Assert.That(wrong.Error, Does.Contain("cannot be written"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>An entry in parts is one row, and is over with its parent order and its trade.</summary>
    [Test]
    public async Task Export_OfAnEntryInParts_IsOneRow()
    {
        var world = new ParentWorld(ParentWorld.SetupOf(ParentWorld.Twap with { Slices = 2 }) with { Gatekeeper = new GatekeeperPolicy { Mode = GatekeeperMode.Shadow, Model = new("m1", 0d, [new(GatekeeperFeature.Confidence, 0.5, 1, 1)]) } });
        world.Buy(10m);
        world.Pass(400);
        var open = (await RowsAsync(world.Bench)).Single();
        Assert.That((world.Children.Count(), open["score"], open["traded"], open["won"]), Is.EqualTo((2, "0.5", "1", "")));
        world.Bench.Trade(SignalKind.Close);
        var over = (await RowsAsync(world.Bench)).Single();
        Assert.That((over["traded"], over["won"], over["confidence"]), Is.EqualTo(("1", "0", "0.5")));
    }

    [Test]
    public async Task Export_OfScoresWithoutFeatures_LeavesThemEmpty()
    {
        var bench = Bench(GatekeeperMode.Shadow);
        Signal(bench, 1d);
        var old = bench.Recorded.Select(static one => one.Fact is Fact.OrderIntended { Intent: var intent } ? one with { Fact = new Fact.OrderIntended(intent with { Origin = intent.Origin! with { Gatekeeper = intent.Origin.Gatekeeper! with { Features = null } } }) } : one);
        using var run = new CommandLineRun();
        run.Actions.Journal.AddRange(old);
        Assert.That(await run.InvokeAsync("gatekeeper", "export"), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(run.Output.Split('\n')[1], Does.EndWith($",0.731059,,Passed{new string(',', 20)}"));
    }

    private static async Task<Dictionary<string, string>[]> RowsAsync(AccountBench bench)
    {
        using var run = Of(bench);
        Assert.That(await run.InvokeAsync("gatekeeper", "export"), Is.EqualTo(ExitCode.Done), run.Error);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Skip(1).Select(line => lines[0].Split(',').Zip(line.Split(',')).ToDictionary(static cell => cell.First, static cell => cell.Second))];
    }

    private static AccountBench Traded()
    {
        var bench = Bench(GatekeeperMode.Veto);
        foreach (var exit in new[] { 110m, 90m, 110m })
        {
            bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
            Signal(bench, 1d);
            bench.Fill(bench.LastOrder, price: 100m);
            bench.Signal(SignalKind.Sell);
            bench.Fill(bench.LastOrder, price: exit);
            bench.Clock(TimeSpan.FromSeconds(1));
            bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
        }

        Signal(bench, -1d);
        Signal(bench, 2d);
        return bench;
    }

    private static AccountBench Bench(GatekeeperMode mode) =>
        AccountBench.Running(TestMarket.Setup() with { Gatekeeper = new GatekeeperPolicy { Mode = mode, Model = new("m1", 0d, [new(GatekeeperFeature.RangeFraction, 0, 1, 1)]) } });

    // The score is that of a logarithm of odds: the range in hundreds.
    private static void Signal(AccountBench bench, double logOdds) => bench.Signal(bench.SignalOf(SignalKind.Buy, quantity: 10m) with { AtrQuote = (decimal)logOdds * 100m });

    private static CommandLineRun Of(AccountBench bench)
    {
        var run = new CommandLineRun();
        run.Actions.Journal.AddRange(bench.Recorded);
        return run;
    }
}
