using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using TradingDaemon.Cli;
using TradingDaemon.Domain.Control;
using TradingDaemon.Operations.Control;
using TradingDaemon.Operations.Web;
using TradingDaemon.Storage.Emergency;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Cli;

[TestFixture]
internal sealed class EmergencyVerbsTests
{
    [TestCase("halt", EmergencyState.Halted), TestCase("pause", EmergencyState.Reducing)]
    public async Task Stop_OfARunningDaemon_IsAskedOverHttp(string verb, EmergencyState target)
    {
        using var run = new CommandLineRun();
        var control = new RecordingControl();
        await using var daemon = await StartAsync(control);
        Assert.That(await run.InvokeAsync(verb, "--reason", "prices look wrong", "--url", daemon.Urls.Single()), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(control.Pulls.Single(), Is.EqualTo(new EmergencyPull(target, false, "api", "prices look wrong")));
    }

    [Test]
    public async Task Flatten_DryRun_PrintsThePlan()
    {
        using var run = new CommandLineRun();
        await using var daemon = await StartAsync(new RecordingControl());
        Assert.That(await run.InvokeAsync("flatten", "--dry-run", "--url", daemon.Urls.Single()), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(run.Output, Does.Contain("planned Sell 1.5 A/USD at v, worst price 98.01").And.Contain("left 0.1 B/USD at v: Dust").And.Contain("done   plan:v"));
    }

    [Test]
    public async Task Resume_RefusedByTheDaemon_FailsAndSaysWhy()
    {
        using var run = new CommandLineRun();
        await using var daemon = await StartAsync(new RecordingControl { IsResumeRefused = true });
        Assert.That(await run.InvokeAsync("resume", "--confirm", "RESUME all is well again", "--json", "--url", daemon.Urls.Single()), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Output, Does.StartWith("{\"isDone\":false"));
    }

    [TestCase("halt"), TestCase("halt", "--reason", "short"), TestCase("flatten", "--reason", "prices look wrong"), TestCase("flatten", "--reason", "prices look wrong", "--confirm", "yes"), TestCase("resume"), TestCase("resume", "--confirm", "RESUME")]
    public async Task Verb_WithoutWhatItNeeds_IsMisuse(params string[] arguments)
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync(arguments), Is.EqualTo(ExitCode.Misused));
        Assert.That(run.Error, Does.StartWith("error: "));
    }

    [TestCase("halt", EmergencyState.Halted, false), TestCase("pause", EmergencyState.Reducing, false), TestCase("flatten", EmergencyState.Halted, true)]
    public async Task Stop_NothingAnswers_LeavesTheFlagInTheDataDirectory(string verb, EmergencyState state, bool liquidate)
    {
        using var run = new CommandLineRun();
        var directory = Path.Combine(run.Folder.Directory, "elsewhere");
        string[] more = liquidate ? ["--confirm", "CLOSE ALL POSITIONS"] : [];
        Assert.That(await run.InvokeAsync([verb, "--reason", "prices look wrong", "--url", Nobody(), "--set", $"storage:directory={directory}", .. more]), Is.EqualTo(ExitCode.Done), run.Error);
        var flag = ((FlagReading.Stands)new FlagFile(directory).Read()).Flag;
        Assert.That((flag.State, flag.Liquidate, flag.Source, flag.Reason), Is.EqualTo((state, liquidate, "cli", "prices look wrong")));
        Assert.That(run.Output, Does.Contain("Nothing answers"));
    }

    [Test]
    public async Task Pause_WhereAStrongerFlagLies_DoesNotWeakenIt()
    {
        using var run = new CommandLineRun();
        var file = new FlagFile(run.Folder.Directory);
        file.Write(new(EmergencyState.Halted, true, DateTimeOffset.UnixEpoch, "api", "Because of it."));
        Assert.That(await run.InvokeAsync("pause", "--reason", "prices look wrong", "--url", Nobody(), "--set", $"storage:directory={run.Folder.Directory}"), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(((FlagReading.Stands)file.Read()).Flag.Liquidate, Is.True);
        Assert.That(await run.InvokeAsync("resume", "--confirm", "RESUME all is well again", "--url", Nobody(), "--set", $"storage:directory={run.Folder.Directory}"), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(((FlagReading.Stands)file.Read()).Flag.State, Is.EqualTo(EmergencyState.Active));
    }

    [Test]
    public async Task Halt_NothingAnswersAndNothingCanBeWritten_SaysToDoItByHand()
    {
        using var run = new CommandLineRun();
        var file = Path.Combine(run.Folder.Directory, "a-file");
        await File.WriteAllTextAsync(file, "");
        Assert.That(await run.InvokeAsync("halt", "--reason", "prices look wrong", "--url", Nobody(), "--set", $"storage:directory={file}"), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Error, Does.Contain("by hand"));
    }

    private static string Nobody()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }

    private static async Task<WebApplication> StartAsync(RecordingControl control)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<IEmergencyControl>(control);
        var app = builder.Build();
        app.MapControl(null);
        await app.StartAsync();
        return app;
    }
}
