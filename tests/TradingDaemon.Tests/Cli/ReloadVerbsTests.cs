using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Cli.Context;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Operations.Reloading;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Cli;

[TestFixture]
internal sealed class ReloadVerbsTests
{
    private const string Loss = "tiers:sniper:limits:dailyLossMaxFraction";

    [Test]
    public async Task Reload_OfARunningDaemon_SaysWhoAsksAndPrintsEachChange()
    {
        await using var daemon = await WebDaemon.StartAsync("0123456789abcdef");
        using var run = new CommandLineRun();
        run.Environment["USER"] = "anna";
        daemon.Reload.Answer = daemon.Reload.Answer with { Changes = [new ReloadLine(Loss, "0.05", "0.06", ChangeEffect.Looser, false)] };
        string[] reload = ["config", "reload", "--accept-looser", "--url", daemon.Client.BaseAddress!.ToString()];
        Assert.That(await run.InvokeAsync(reload), Is.EqualTo(ExitCode.Failed), "without the key");
        Assert.That((daemon.Reload.Asked.Count, run.Error.Contains("X-Api-Key", StringComparison.Ordinal)), Is.EqualTo((0, true)));
        Assert.That(await run.InvokeAsync([.. reload, "--set", "operations:apiKey=0123456789abcdef"]), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(run.Output, Is.EqualTo($"reload   {Loss} 0.05 -> 0.06 (LOOSER){Environment.NewLine}Version 2 runs. Version 2, ab12.{Environment.NewLine}"));
        Assert.That(daemon.Reload.Asked.Single(), Is.EqualTo((new ReloadRequest(AcceptLooser: true, By: "anna"), "command")));
    }

    [Test]
    public async Task Diff_OfWhatWouldBeRefused_FailsWithEveryFault_AndAsksForNothing()
    {
        await using var daemon = await WebDaemon.StartAsync();
        using var run = new CommandLineRun();
        daemon.Reload.Answer = new ReloadAnswer(false, "Nothing was changed: the configuration has 2 faults.", 2, "ab12", [], ["one", "two"]);
        Assert.That(await run.InvokeAsync("config", "diff", "--url", daemon.Client.BaseAddress!.ToString()), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Error, Does.Contain("one").And.Contain("two").And.Contain("error: Nothing was changed"));
        Assert.That(daemon.Reload.Asked.Single().Request.DryRun, Is.True);
        Assert.That(await run.InvokeAsync("config", "diff", "--json", "--url", daemon.Client.BaseAddress!.ToString()), Is.EqualTo(ExitCode.Failed));
        Assert.That(JsonDocument.Parse(run.Output).RootElement.GetProperty("faults").GetArrayLength(), Is.EqualTo(2));
    }

    [Test]
    public async Task Rollback_OfARunningDaemon_SaysWhichVersionWhoAndWhatTheFilesStillSay()
    {
        await using var daemon = await WebDaemon.StartAsync();
        using var run = new CommandLineRun();
        daemon.Reload.Answer = daemon.Reload.Answer with { Overruled = [new OverruledLine(Loss, "0.06", "0.05")] };
        Assert.That(await run.InvokeAsync("config", "rollback", "7", "--by", "anna", "--accept-looser", "--url", daemon.Client.BaseAddress!.ToString()), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(daemon.Reload.AskedBack.Single(), Is.EqualTo(new RollbackRequest(7, AcceptLooser: true, By: "anna")));
        Assert.That(run.Output, Does.Contain($"files    {Loss} 0.06").And.Contain("rolled back to 0.05"));
        Assert.That(await run.InvokeAsync("config", "rollback", "--url", daemon.Client.BaseAddress!.ToString()), Is.EqualTo(ExitCode.Misused), "which one is to be said");
    }

    [Test]
    public async Task Reload_WhereNothingAnswers_Fails()
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("config", "reload", "--url", "http://127.0.0.1:1"), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Error, Does.Contain("Nothing answers"));
    }

    [Test]
    public async Task History_OfAJournal_ListsWhoWhenAndWhat()
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("config", "history"), Is.EqualTo(ExitCode.Done));
        Assert.That(run.Output.Trim(), Is.EqualTo("The journal tells of no configuration yet."));
        var at = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        run.Actions.Configurations.Add(new RecordedFact(2, at, new Fact.ConfigurationChanged(1, "ab12", "start", "", [new(Loss, null, "0.06", ChangeEffect.Neutral)])));
        run.Actions.Configurations.Add(new RecordedFact(9, at.AddHours(1), new Fact.ConfigurationChanged(2, "cd34", "command", "anna", [new(Loss, "0.06", "0.05", ChangeEffect.Tighter)])));
        Assert.That(await run.InvokeAsync("config", "history"), Is.EqualTo(ExitCode.Done));
        Assert.That(run.Output, Does.Contain($"1  2026-03-01 12:00:00Z  ab12  from fact 2 on, by start, 1 key{Environment.NewLine}2  2026-03-01 13:00:00Z  cd34  from fact 9 on, by command anna, 1 key{Environment.NewLine}    {Loss} 0.06 -> 0.05 (tighter)"));
        Assert.That(await run.InvokeAsync("config", "history", "--json"), Is.EqualTo(ExitCode.Done));
        var last = JsonDocument.Parse(run.Output.Split('\n')[^2]).RootElement[1];
        Assert.That((last.GetProperty("by").GetString(), last.GetProperty("changes")[0].GetProperty("effect").GetString()), Is.EqualTo(("anna", "tighter")));
    }
}
