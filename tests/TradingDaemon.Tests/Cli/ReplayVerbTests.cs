using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Cli;
using TradingDaemon.Cli.Context;
using TradingDaemon.Cli.Replay;
using TradingDaemon.Configuration.Sections.Feeds;
using TradingDaemon.Configuration.Sections;

namespace TradingDaemon.Tests.Cli;

[TestFixture]
internal sealed class ReplayVerbTests
{
    [Test]
    public async Task Replay_Files_BecomeTheFeedsAtFullSpeed()
    {
        using var run = Prepared();
        Assert.That(await run.InvokeAsync("replay", "a.csv", "b.csv"), Is.EqualTo(ExitCode.Done), run.Error);
        var files = new[] { "a.csv", "b.csv" }.Select(name => Path.Combine(run.Folder.Directory, name));
        Assert.That(run.Actions.Request!.Files, Is.EqualTo(files));
        Assert.That((run.Actions.Request.Strict, run.Actions.Request.SpeedFactor, run.Actions.Request.StoreDirectory), Is.EqualTo((false, (decimal?)null, (string?)null)));
        Assert.That((run.Actions.Config!.Feed.Kind, run.Actions.Config.Feed.Files.Count), Is.EqualTo((FeedKind.Replay, 2)), "the third file of the configuration is gone");
    }

    [Test]
    public async Task Replay_Options_ReachRequestAndConfiguration()
    {
        using var run = Prepared();
        Assert.That(await run.InvokeAsync("replay", "a.csv", "--strict", "--speed", "10", "--store", "books", "--currency", "BTC", "--strategies", "ma-fast"), Is.EqualTo(ExitCode.Done), run.Error);
        var config = run.Actions.Config!;
        Assert.That((run.Actions.Request!.Strict, run.Actions.Request.SpeedFactor, run.Actions.Request.StoreDirectory), Is.EqualTo((true, (decimal?)10m, Path.Combine(run.Folder.Directory, "books"))));
        Assert.That((config.Feed.Strict, config.AccountCurrency.Code, config.Storage.Directory), Is.EqualTo((true, "BTC", Path.Combine(run.Folder.Directory, "books"))));
        Assert.That(config.Venue.StartingCash, Is.EqualTo(new Dictionary<string, decimal> { ["BTC"] = 10_000m }));
        Assert.That(config.Tiers.All.SelectMany(static tier => tier.Strategies).Select(static spec => spec.Id.Text), Is.EqualTo(new[] { "ma-fast" }));
    }

    [TestCase("--strategies", "ma-fats", "No tier has a strategy ma-fats; there are ma-fast, reversion.")]
    [TestCase("--speed", "-1", "feed:speed")]
    [TestCase("--currency", "EUR", "Nothing converts USD")]
    public async Task Replay_ImpossibleOption_IsMisuse(string option, string value, string message)
    {
        using var run = Prepared();
        Assert.That(await run.InvokeAsync("replay", "a.csv", option + "=" + value), Is.EqualTo(ExitCode.Misused));
        Assert.That(run.Error, Does.Contain(message));
        Assert.That(run.Actions.Calls, Is.Empty);
    }

    [Test]
    public async Task Replay_MissingFile_IsMisuseNamingIt()
    {
        using var run = Prepared();
        Assert.That(await run.InvokeAsync("replay", "gone.csv.gz"), Is.EqualTo(ExitCode.Misused));
        Assert.That(run.Error, Does.Contain("gone.csv.gz").And.Contain("does not exist"));
    }

    [Test]
    public async Task Replay_TruncatedFile_IsOneSentence()
    {
        using var run = Prepared();
        run.Actions.Report = static () => throw new InvalidDataException("a.csv ends in the middle of a row.");
        Assert.That(await run.InvokeAsync("replay", "a.csv"), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Error, Is.EqualTo("error: a.csv ends in the middle of a row." + Environment.NewLine));
    }

    /// <summary>Bug: without --strict a truncated file was replayed as if it were whole, with exit code 0 and not a word.</summary>
    [Test]
    public async Task Replay_FileThatEndsEarly_ReportsWhatItHasAndFails()
    {
        using var run = Prepared();
        run.Actions.Report = static () => RecordingActions.Example with { Faults = ["a.csv.gz, line 9: it ends"], EndedEarly = true };
        Assert.That(await run.InvokeAsync("replay", "a.csv", "--json"), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Error, Does.Contain("warning: a.csv.gz, line 9: it ends").And.Contains("error: A file ended early"));
        Assert.That(JsonDocument.Parse(run.Output).RootElement.GetProperty("faults")[0].GetString(), Is.EqualTo("a.csv.gz, line 9: it ends"));
    }

    /// <summary>Bug: skipped rows were counted but their lines named only with --strict.</summary>
    [Test]
    public async Task Replay_MalformedRows_AreNamedAndTheRestCounted()
    {
        using var run = Prepared();
        run.Actions.Report = static () => RecordingActions.Example with { Faults = ["a.csv, line 3: rubbish"], Malformed = 1_234 };
        Assert.That(await run.InvokeAsync("replay", "a.csv"), Is.EqualTo(ExitCode.Done));
        Assert.That(run.Error, Does.Contain("warning: a.csv, line 3: rubbish").And.Contains("1,234 rows were skipped"));
    }

    [Test]
    public async Task Replay_Json_HasTheAgreedShapeWithAmountsAsText()
    {
        using var run = Prepared();
        Assert.That(await run.InvokeAsync("replay", "a.csv", "--json"), Is.EqualTo(ExitCode.Done));
        var root = JsonDocument.Parse(run.Output).RootElement;
        Assert.That(root.EnumerateObject().Select(static p => p.Name), Is.EqualTo(new[]
        {
            "rows", "rowsPerSecond", "elapsedSeconds", "recordedSeconds", "malformed", "faults", "dropped", "signals", "orders", "fills", "refused",
            "accountCurrency", "equity", "realizedPnl", "unrealizedPnl", "fees", "maxDrawdownFraction", "decisionHash", "strategies",
        }));
        Assert.Multiple(() =>
        {
            Assert.That(root.GetProperty("rows").GetInt64(), Is.EqualTo(1_000_000));
            Assert.That(root.GetProperty("rowsPerSecond").GetDouble(), Is.EqualTo(625_000d));
            Assert.That(root.GetProperty("elapsedSeconds").GetDouble(), Is.EqualTo(1.6));
            Assert.That(root.GetProperty("recordedSeconds").GetDouble(), Is.EqualTo(36_000d));
            Assert.That(root.GetProperty("dropped").GetProperty("crossed").GetInt64(), Is.EqualTo(3));
            Assert.That(root.GetProperty("refused").GetProperty("spread_gate").GetInt64(), Is.EqualTo(10));
            Assert.That(root.GetProperty("equity").GetString(), Is.EqualTo("10012.340"));
            Assert.That(root.GetProperty("realizedPnl").GetString(), Is.EqualTo("10.00000001"));
            Assert.That(root.GetProperty("unrealizedPnl").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(root.GetProperty("decisionHash").GetString(), Is.EqualTo("ab12"));
            Assert.That(root.GetProperty("strategies")[0].EnumerateObject().Select(static p => p.Name), Is.EqualTo(new[] { "id", "realized", "unrealized", "fees", "orders", "fills" }));
        });
    }

    [Test]
    public async Task Replay_Table_ShowsTheWholeAndEachStrategy()
    {
        using var run = Prepared();
        Assert.That(await run.InvokeAsync("replay", "a.csv"), Is.EqualTo(ExitCode.Done));
        foreach (var word in (string[])["1,000,000 (625,000/s)", "Malformed rows", "22,500 times as fast", "Dropped: crossed", "Refused: spread_gate", "10,012.34", "no price", "1.23 %", "ab12", "ma-[fast]"])
            Assert.That(run.Output, Does.Contain(word));
    }

    [Test]
    public async Task Replay_OutsideATerminal_WritesALineEveryFiveSeconds()
    {
        using var run = Prepared();
        run.Actions.Report = static () => RecordingActions.Example with { Malformed = 0 };
        var clock = new SteppingClock(TimeSpan.FromSeconds(2));
        run.Clock = clock;
        run.Actions.Progress.AddRange(Enumerable.Range(1, 9).Select(static i => new ReplayProgress(i * 1000, i / 10d, null)));
        await run.InvokeAsync("replay", "a.csv", "--json");
        var lines = run.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Is.EqualTo(new[]
        {
            "replay: 30 %, 3,000 rows, 500/s, about 14 s left",
            "replay: 60 %, 6,000 rows, 500/s, about 8 s left",
            "replay: 90 %, 9,000 rows, 500/s, about 2 s left",
        }));
        Assert.That(JsonDocument.Parse(run.Output), Is.Not.Null, "progress stays out of the output");
    }

    [Test]
    public async Task Replay_InATerminal_ShowsABarOnTheErrorStreamOnly()
    {
        using var run = Prepared();
        run.IsTerminal = true;
        run.Actions.Progress.AddRange([new(0, 0, null), new(5000, 0.5, DateTimeOffset.UnixEpoch), new(9000, 2, null)]);
        Assert.That(await run.InvokeAsync("replay", "a.csv", "--json"), Is.EqualTo(ExitCode.Done));
        Assert.That(JsonDocument.Parse(run.Output).RootElement.GetProperty("rows").GetInt64(), Is.EqualTo(1_000_000));
    }

    [Test]
    public async Task Replay_Interrupted_ReportsWhatItDidAndFails()
    {
        using var run = Prepared();
        using var stopping = new CancellationTokenSource();
        run.Actions.Report = () => { stopping.Cancel(); return RecordingActions.Example; };
        Assert.That(await run.InvokeAsync(stopping.Token, "replay", "a.csv"), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Output, Does.Contain("ab12"));
    }

    [Test]
    public void Report_NoTimePassed_HasNoRates()
    {
        var report = RecordingActions.Example with { Elapsed = TimeSpan.Zero };
        Assert.That((report.RowsPerSecond, report.SpeedFactor), Is.EqualTo((0d, 0d)));
    }

    private static CommandLineRun Prepared()
    {
        var run = new CommandLineRun();
        foreach (var name in (string[])["a.csv", "b.csv", "c.csv"]) run.Folder.Write(name, "");
        run.Folder.Write("config/feed.json", """{ "feed": { "files": ["a.csv", "b.csv", "c.csv"] } }""");
        return run;
    }

    /// <summary>Every look at it moves it on.</summary>
    private sealed class SteppingClock(TimeSpan step) : TimeProvider
    {
        private long _timestamp;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp()
        {
            var now = _timestamp;
            _timestamp += step.Ticks;
            return now;
        }
    }
}
