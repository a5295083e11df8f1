using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Cli;
using TradingDaemon.Cli.Context;
using TradingDaemon.Configuration.Sections;

namespace TradingDaemon.Tests.Cli;

[TestFixture]
internal sealed class CommandLineTests
{
    [TestCase(), TestCase("run"), TestCase("multi-asset-run"), TestCase("trade"), TestCase("trade", "--paper")]
    public async Task Invoke_WithoutVerbOrAsRunOrTrade_RunsOnPaper(params string[] arguments)
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync(arguments), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(run.Actions.Calls, Is.EqualTo(new[] { "run" }));
        Assert.That(run.Output, Is.Empty);
    }

    [Test]
    public async Task Invoke_RunThatFails_GivesItsExitCode()
    {
        using var run = new CommandLineRun();
        run.Actions.Run = static () => Task.FromResult(1);
        Assert.That(await run.InvokeAsync("run"), Is.EqualTo(1));
    }

    [Test]
    public async Task Invoke_CommonOptions_ReachTheConfigurationInAnyPlace()
    {
        using var run = new CommandLineRun();
        run.Folder.Write("mine.json", """{ "uid": "mine", "tenant": "mine" }""");
        Assert.That(await run.InvokeAsync("--set", "venue:seed=9", "run", "--config", "mine.json", "--set", "uid=x", "--log-format", "json", "--verbose"), Is.EqualTo(ExitCode.Done), run.Error);
        var config = run.Actions.Config!;
        Assert.That((config.Venue.Seed, config.Uid, config.Tenant), Is.EqualTo((9L, "x", "mine")));
        Assert.That((config.Operations.LogFormat, config.Operations.LogLevel), Is.EqualTo((LogFormat.Json, Microsoft.Extensions.Logging.LogLevel.Debug)));
        await run.InvokeAsync("--log-level", "warning", "-v");
        Assert.That(run.Actions.Config!.Operations.LogLevel, Is.EqualTo(Microsoft.Extensions.Logging.LogLevel.Warning), "the more exact option wins");
    }

    [TestCase("run", "--nonsense"), TestCase("frobnicate"), TestCase("replay"), TestCase("--set"), TestCase("config", "chek")]
    public async Task Invoke_WrongUsage_SaysSoAndExitsTwo(params string[] arguments)
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync(arguments), Is.EqualTo(ExitCode.Misused));
        Assert.That(run.Error, Does.StartWith("error: ").And.Contain("--help"));
        Assert.That(run.Actions.Calls, Is.Empty);
    }

    [TestCase("run"), TestCase("trade"), TestCase("replay", "nothing.csv"), TestCase("rehearse"), TestCase("db", "verify"), TestCase("db", "migrate")]
    public async Task Invoke_FaultyConfiguration_StartsNothingAndExitsTwo(params string[] arguments)
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync([.. arguments, "--set", "evaluation:shards=-1", "--set", "feed:sped=1"]), Is.EqualTo(ExitCode.Misused));
        Assert.That(run.Error, Does.Contain("evaluation:shards").And.Contain("did you mean \"speed\"?").And.Contain("nothing was started").And.Not.Contain("   at "));
        Assert.That(run.Actions.Calls, Is.Empty);
    }

    [Test]
    public async Task Invoke_LiveTradingAskedForByVariable_IsRefused()
    {
        using var run = new CommandLineRun();
        run.Environment["ENABLE_LIVE_TRADING"] = "true";
        Assert.That(await run.InvokeAsync(), Is.EqualTo(ExitCode.Misused));
        Assert.That(run.Error, Does.Contain("No venue is live"));
    }

    [Test]
    public async Task Invoke_ExpectedFailure_IsOneSentenceWithoutAStackTrace()
    {
        using var run = new CommandLineRun();
        run.Actions.Run = static () => throw new IOException("The database is from a newer version.");
        Assert.That(await run.InvokeAsync(), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Error, Is.EqualTo("error: The database is from a newer version." + Environment.NewLine));
    }

    [Test]
    public void Invoke_Bug_IsNotHidden()
    {
        using var run = new CommandLineRun();
        run.Actions.Run = static () => throw new InvalidOperationException("a bug");
        Assert.That(() => run.InvokeAsync(), Throws.InvalidOperationException);
    }

    [Test]
    public async Task Invoke_StoppedBeforeDone_SaysSo()
    {
        using var run = new CommandLineRun();
        using var stopping = new CancellationTokenSource();
        run.Actions.Run = () => { stopping.Cancel(); throw new OperationCanceledException(stopping.Token); };
        Assert.That(await run.InvokeAsync(stopping.Token), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Error, Does.Contain("Stopped before it was done."));
    }

    [Test]
    public async Task Invoke_TradeOneProduct_NarrowsEveryStrategy()
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("trade", "--product-id", "BTC-USD"), Is.EqualTo(ExitCode.Done));
        var specs = run.Actions.Config!.Tiers.All.SelectMany(static tier => tier.Strategies).ToArray();
        Assert.That(specs.Select(static spec => (spec.Id.Text, string.Join(',', spec.Symbols))), Is.EqualTo(new[] { ("ma-fast", "BTC/USD"), ("reversion", "BTC/USD") }));
        Assert.That(await run.InvokeAsync("trade", "--product-id", "AAPL"), Is.EqualTo(ExitCode.Done));
        Assert.That(run.Actions.Config!.Tiers.Find("hunter")!.Strategies, Is.Empty, "there it is switched off");
        Assert.That(await run.InvokeAsync("trade", "--product-id", "DOGE-USD"), Is.EqualTo(ExitCode.Misused));
        Assert.That(run.Error, Does.Contain("DOGE/USD is not configured; configured are AAPL, BTC/USD."));
    }

    [Test]
    public async Task Help_OfTheRoot_NamesVerbsOptionsExamplesAndExitCodes()
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("--help"), Is.EqualTo(ExitCode.Done));
        foreach (var word in (string[])["run", "trade", "replay <files>", "rehearse", "config", "status", "doctor", "db", "--set <key:key=value>", "--config <file>", "--log-format", "--log-level", "--verbose", "--version", "Examples:", "Exit codes:"])
            Assert.That(run.Output, Does.Contain(word));
        Assert.That(run.Output, Does.Not.Contain("migrate").And.Not.Contain("multi-asset"), "aliases are hidden");
    }

    [TestCase("replay", "--strict"), TestCase("rehearse", "[default: 01:00:00]"), TestCase("status", "--health-only"), TestCase("db", "verify"), TestCase("config", "show"), TestCase("doctor", "--json"), TestCase("trade", "--product-id")]
    public async Task Help_OfAVerb_NamesItsOptionsAndTheCommonOnes(string verb, string word)
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync(verb, "--help"), Is.EqualTo(ExitCode.Done));
        Assert.That(run.Output, Does.Contain(word).And.Contain("--set").And.Not.Contain("Examples:"));
    }

    [Test]
    public async Task Version_IsPrinted()
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("--version"), Is.EqualTo(ExitCode.Done));
        Assert.That(run.Output.Trim(), Is.Not.Empty);
    }

    [Test]
    public async Task ConfigCheck_SoundConfiguration_ExitsZero()
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("config", "check"), Is.EqualTo(ExitCode.Done));
        Assert.That(run.Output, Does.Contain("The configuration is sound"));
    }

    [Test]
    public async Task ConfigCheck_Faults_PrintsEveryOneAndExitsOne()
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("config", "check", "--set", "UID=[bold]", "--set", "venue:latencyMax=5", "--set", "operations:apiKey=hunter2"), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Output, Does.Contain("note: --set: \"UID\" is read as \"uid\".").And.Contain("venue:latencyMax").And.Contain("[bold]").And.Contain("3 faults").And.Not.Contain("hunter2"));
    }

    [Test]
    public async Task ConfigCheck_Json_HasEveryFault()
    {
        using var run = new CommandLineRun();
        run.Actions.Validate = static spec => spec.Id.Text == "reversion" ? ["The kind is unknown."] : [];
        Assert.That(await run.InvokeAsync("config", "check", "--json", "--set", "uid=a b", "--set", "Tenant=x"), Is.EqualTo(ExitCode.Failed));
        var root = JsonDocument.Parse(run.Output).RootElement;
        Assert.That(root.GetProperty("sound").GetBoolean(), Is.False);
        var faults = root.GetProperty("faults").EnumerateArray().Select(static f => (f.GetProperty("source").GetString(), f.GetProperty("path").GetString(), f.GetProperty("value").GetString(), f.GetProperty("message").GetString(), f.GetProperty("allowed").GetString()));
        Assert.That(faults, Is.EqualTo(new[]
        {
            ("--set", "uid", "a b", "The value is not allowed.", "1 to 64 letters, digits or . _ @ -"),
            ("config/tiers/tiers.json", "tiers:hunter:strategies:reversion", null, "The kind is unknown.", (string?)null),
        }));
        Assert.That(root.GetProperty("notes").EnumerateArray().Single().GetString(), Does.Contain("Tenant"));
    }

    [Test]
    public async Task ConfigShow_PrintsValuesWithOrigins()
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("config", "show", "--json", "--set", "uid=me"), Is.EqualTo(ExitCode.Done));
        var rows = JsonDocument.Parse(run.Output).RootElement.EnumerateArray().ToDictionary(static row => row.GetProperty("path").GetString()!, static row => (row.GetProperty("value").GetString(), row.GetProperty("origin").GetString()));
        Assert.That(rows["uid"], Is.EqualTo(("me", "--set")));
        Assert.That(rows["instruments:BTC/USD:tickSize"], Is.EqualTo(("0.01", "appsettings.json")));
        Assert.That(rows["tiers:sniper:limits:dailyLossMaxFraction"], Is.EqualTo(("0.05", "config/tiers/tiers.json")));
        Assert.That(rows["tiers:hunter:limits:dailyLossMaxFraction"], Is.EqualTo(("0.05", "default")));
        Assert.That(rows["instruments:AAPL:tradable"], Is.EqualTo(("true", "default")));
        Assert.That(rows["venue:fees:crypto:takerFraction"], Is.EqualTo(("0.0004", "default")));
    }

    [Test]
    public async Task ConfigShow_FaultyConfiguration_StillShowsAndExitsOne()
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("config", "show", "--set", "uid=a b"), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Output, Does.Contain("shutdown:policy").And.Contain("cancel").And.Contain("default"));
        Assert.That(run.Error, Does.Contain("1 fault"));
    }

    [TestCase("db", "migrate", "migrate"), TestCase("db", "verify", "verify")]
    public async Task Database_Verbs_PrintFindings(string group, string verb, string call)
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync(group, verb), Is.EqualTo(ExitCode.Done));
        Assert.That(run.Actions.Calls, Is.EqualTo(new[] { call }));
        Assert.That(run.Output, Does.StartWith("pass  schema").And.Contain("version 3"));
    }

    [Test]
    public async Task Migrate_Alias_IsTheSameVerb()
    {
        using var run = new CommandLineRun();
        run.Actions.StoreFindings.Add(new("schema", false, "from a newer version"));
        Assert.That(await run.InvokeAsync("migrate"), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Actions.Calls, Is.EqualTo(new[] { "migrate" }));
        Assert.That(run.Output, Does.Contain("FAIL  schema"));
    }
}
