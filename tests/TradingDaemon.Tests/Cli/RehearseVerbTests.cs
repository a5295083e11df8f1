using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Cli;
using TradingDaemon.Cli.Context;
using TradingDaemon.Cli.Doctor;
using TradingDaemon.Cli.Replay;
using TradingDaemon.Configuration.Sections.Feeds;
using TradingDaemon.Configuration.Sections;

namespace TradingDaemon.Tests.Cli;

[TestFixture]
internal sealed class RehearseVerbTests
{
    [TestCase("rehearse"), TestCase("multi-asset-test")]
    public async Task Rehearse_WithoutOptions_IsAnHourOfTheSimulatedMarket(string verb)
    {
        using var run = new CommandLineRun();
        run.Folder.Write("config/feed.json", """{ "feed": { "kind": "replay", "files": ["gone.csv"] } }""");
        Assert.That(await run.InvokeAsync(verb), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That((run.Actions.Rehearsal!.Duration, run.Actions.Rehearsal.StoreDirectory), Is.EqualTo((TimeSpan.FromHours(1), (string?)null)));
        Assert.That((run.Actions.Config!.Feed.Kind, run.Actions.Config.Feed.Files.Count), Is.EqualTo((FeedKind.Simulated, 0)), "recordings play no part");
    }

    [Test]
    public async Task Rehearse_Options_ReachRequestAndConfiguration()
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("rehearse", "--for", "00:00:30", "--store", "books", "--set", "feed:seed=3"), Is.EqualTo(ExitCode.Done), run.Error);
        var books = Path.Combine(run.Folder.Directory, "books");
        Assert.That((run.Actions.Rehearsal!.Duration, run.Actions.Rehearsal.StoreDirectory), Is.EqualTo((TimeSpan.FromSeconds(30), books)));
        Assert.That((run.Actions.Config!.Feed.Seed, run.Actions.Config.Storage.Directory), Is.EqualTo((3L, books)));
    }

    [TestCase("soon"), TestCase("5"), TestCase("00:00:00"), TestCase("-01:00:00"), TestCase("7.00:00:01")]
    public async Task Rehearse_NoDuration_IsMisuse(string duration)
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("rehearse", "--for=" + duration), Is.EqualTo(ExitCode.Misused));
        Assert.That(run.Error, Does.Contain($"--for {duration} is not a duration above 00:00:00 up to 7.00:00:00 (hh:mm:ss)."));
        Assert.That(run.Actions.Calls, Is.Empty);
    }

    [Test]
    public async Task Rehearse_Json_IsAReplaysWithTheChecks()
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("rehearse", "--json"), Is.EqualTo(ExitCode.Done));
        var root = JsonDocument.Parse(run.Output).RootElement;
        Assert.That(root.EnumerateObject().Select(static p => p.Name), Is.EqualTo(new[]
        {
            "rows", "rowsPerSecond", "elapsedSeconds", "recordedSeconds", "malformed", "faults", "dropped", "signals", "orders", "fills", "refused",
            "accountCurrency", "equity", "realizedPnl", "unrealizedPnl", "fees", "maxDrawdownFraction", "decisionHash", "strategies", "checks",
        }));
        Assert.That(root.GetProperty("checks")[0].GetRawText().Where(static c => !char.IsWhiteSpace(c)), Is.EqualTo("""{"name":"books","passed":true,"detail":"equal[all]"}"""));
    }

    [Test]
    public async Task Rehearse_AFailedCheck_ShowsItAndFails()
    {
        using var run = new CommandLineRun();
        run.Actions.Checks.Add(new DoctorFinding("fills: forex", false, "none in EUR/USD"));
        Assert.That(await run.InvokeAsync("rehearse"), Is.EqualTo(ExitCode.Failed));
        foreach (var word in (string[])["Rehearsal", "1,000,000 (625,000/s)", "ab12", "equal[all]", "pass", "FAIL", "none in EUR/USD", "1 of 2 checks failed."])
            Assert.That(run.Output, Does.Contain(word));
    }

    [Test]
    public async Task Rehearse_Interrupted_ReportsWhatItDidAndFails()
    {
        using var run = new CommandLineRun();
        using var stopping = new CancellationTokenSource();
        run.Actions.Report = () => { stopping.Cancel(); return RecordingActions.Example; };
        Assert.That(await run.InvokeAsync(stopping.Token, "rehearse"), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Output, Does.Contain("All 1 checks passed."));
    }

    [Test]
    public async Task Rehearse_OutsideATerminal_NamesItselfInItsProgress()
    {
        using var run = new CommandLineRun { Clock = new HastyClock() };
        run.Actions.Progress.Add(new ReplayProgress(1000, 0.5, null));
        await run.InvokeAsync("rehearse", "--json");
        Assert.That(run.Error, Does.StartWith("rehearse: 50 %, 1,000 rows, "));
    }

    /// <summary>Six seconds go by between two looks.</summary>
    private sealed class HastyClock : TimeProvider
    {
        private long _timestamp;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _timestamp += TimeSpan.FromSeconds(6).Ticks;
    }
}
