using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Cli;
using TradingDaemon.Cli.Context;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Alerts.Delivery;
using TradingDaemon.Operations.Alerts.Senders;
using TradingDaemon.Tests.Operations.Alerts.Support;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Cli;

[TestFixture]
internal sealed class AlertVerbsTests
{
    private const string Nobody = "http://127.0.0.1:1";
    private static readonly string[] TwoChannels = ["--set", "alerts:channels:ops:kind=slack", "--set", "alerts:channels:desk:kind=discord"];

    [Test]
    public async Task List_OfARunningDaemon_ShowsAlertsAndChannels()
    {
        await using var daemon = await WebDaemon.StartAsync(null, new AlertChannelSetup(DeliveryBench.Options, new MuteSender("its address is missing"), "its address is missing"));
        using var run = new CommandLineRun();
        var url = daemon.Client.BaseAddress!.ToString();
        daemon.Alerts.Raise("k", AlertSeverity.Critical, "[bold]t");
        daemon.Alerts.Acknowledge("k", "anna");
        Assert.That(await run.InvokeAsync("alerts", "list", "--url", url), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(run.Output, Does.Contain($"{daemon.Alerts.Recent.Single().Id}  CRITICAL k: [bold]t (1 time since 2026-03-01 12:00:00Z, acknowledged 2026-03-01 12:00:00Z by anna)").And.Contain("NOT WELL channel ops (test): sent 0").And.Contain(": its address is missing"));
        Assert.That(await run.InvokeAsync("alerts", "list", "--json", "--url", url), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(JsonDocument.Parse(run.Output.Split('\n')[^2]).RootElement.GetProperty("alerts")[0].GetProperty("acknowledgedBy").GetString(), Is.EqualTo("anna"));
    }

    [Test]
    public async Task List_WhereNothingStands_SaysSo()
    {
        await using var daemon = await WebDaemon.StartAsync();
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("alerts", "list", "--url", daemon.Client.BaseAddress!.ToString()), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(run.Output.Trim(), Is.EqualTo("No alert stands."));
    }

    [Test]
    public async Task Ack_ByIdOrKey_IsDone_AndWithTheKeyOfTheConfiguration()
    {
        await using var daemon = await WebDaemon.StartAsync("0123456789abcdef");
        using var run = new CommandLineRun();
        daemon.Alerts.Raise("k", AlertSeverity.Critical, "t");
        string[] ack = ["alerts", "ack", daemon.Alerts.Recent.Single().Id, "--by", "anna", "--url", daemon.Client.BaseAddress!.ToString()];
        Assert.That(await run.InvokeAsync(ack), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Error, Does.Contain("X-Api-Key"));
        Assert.That(await run.InvokeAsync([.. ack, "--set", "operations:apiKey=0123456789abcdef", "--set", "feed:sped=1"]), Is.EqualTo(ExitCode.Done), "it works with a broken configuration too");
        Assert.That(daemon.Alerts.Recent.Single().AcknowledgedBy, Is.EqualTo("anna"));
        Assert.That(run.Output, Does.StartWith("k is acknowledged"));
    }

    [TestCase("gone", false), TestCase("gone", true)]
    public async Task Ack_WhatDoesNotStand_Fails(string id, bool json)
    {
        await using var daemon = await WebDaemon.StartAsync();
        using var run = new CommandLineRun();
        string[] more = json ? ["--json"] : [];
        Assert.That(await run.InvokeAsync(["alerts", "ack", id, "--url", daemon.Client.BaseAddress!.ToString(), .. more]), Is.EqualTo(ExitCode.Failed));
        Assert.That(json ? run.Output : run.Error, Does.Contain("No alert that stands has the id gone."));
    }

    [TestCase("alerts", "list"), TestCase("alerts", "ack", "k")]
    public async Task Ask_NothingAnswers_SaysWhere(params string[] verb)
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync([.. verb, "--url", Nobody]), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Error, Does.Contain("Nothing answers at http://127.0.0.1:1/"));
        Assert.That(await run.InvokeAsync([.. verb, "--url", "nonsense"]), Is.EqualTo(ExitCode.Misused));
    }

    [Test]
    public async Task List_WhatAnswersIsNoDaemon_SaysSo()
    {
        await using var sink = await WebSink.StartAsync();
        sink.Answer(200, "<html>");
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("alerts", "list", "--url", sink.Url), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Error, Does.Contain("is not a daemon"));
    }

    [Test]
    public async Task Test_AllChannels_FailsWhenOneDoes()
    {
        using var run = new CommandLineRun();
        run.Actions.ChannelFaults["ops"] = "answered 404";
        Assert.That(await run.InvokeAsync(["alerts", "test", .. TwoChannels]), Is.EqualTo(ExitCode.Failed), run.Error);
        Assert.That(run.Output, Is.EqualTo("done   desk (slack): taken (12 ms)\nFAILED ops (slack): answered 404 (12 ms)\n").Or.EqualTo("done   desk (slack): taken (13 ms)\nFAILED ops (slack): answered 404 (13 ms)\n"));
    }

    [Test]
    public async Task Test_OneChannel_AsJson()
    {
        using var run = new CommandLineRun();
        run.Actions.ChannelFaults["ops"] = "answered 404";
        Assert.That(await run.InvokeAsync(["alerts", "test", "desk", "--json", .. TwoChannels]), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(run.Output.Trim(), Is.EqualTo("{\"passed\":true,\"channels\":[{\"channel\":\"desk\",\"kind\":\"slack\",\"passed\":true,\"detail\":\"taken\",\"milliseconds\":12.5}]}"));
    }

    [Test]
    public async Task Test_WithoutChannels_FailsAndSaysWhereTheyAreExplained()
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("alerts", "test"), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Error, Does.Contain("No alert channel is configured").And.Contain("docs/alerts.md"));
    }

    [TestCase("dsk", "did you mean desk?"), TestCase("something", "There are desk, ops.")]
    public async Task Test_AChannelOfNoSuchName_IsMisuse(string name, string said)
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync(["alerts", "test", name, .. TwoChannels]), Is.EqualTo(ExitCode.Misused));
        Assert.That(run.Error, Does.Contain(said));
    }
}
