using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Cli.Context;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Gatekeeping;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Tests.Engine.Account;

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
