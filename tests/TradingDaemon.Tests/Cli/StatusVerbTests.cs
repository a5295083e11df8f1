using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using TradingDaemon.Cli;
using TradingDaemon.Cli.Context;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Checks;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Tests.Cli;

[TestFixture]
internal sealed class StatusVerbTests
{
    [Test]
    public async Task Status_OfARunningDaemon_IsSummedUp()
    {
        using var run = new CommandLineRun();
        await using var daemon = await AnsweringAsync(JsonSerializer.Serialize(SummaryRendererTests.Example, StatusJson.Default.DaemonStatus));
        Assert.That(await run.InvokeAsync("status", "--url", Address(daemon)), Is.EqualTo(ExitCode.Done), run.Error);
        foreach (var word in (string[])["Running", "10,012.34 USD", "ma-fast", "moving-average-crossover", "signals", "tick_to_order", "Warning: Disk is filling. (3 times", "daemon 0.1.0, .NET 10.0.1, database SQLite 3.40"])
            Assert.That(run.Output, Does.Contain(word));
    }

    [Test]
    public async Task Status_Json_IsTheDaemonsAnswerAsItIs()
    {
        using var run = new CommandLineRun();
        await using var daemon = await AnsweringAsync("{\"any\":1}");
        Assert.That(await run.InvokeAsync("status", "--json", "--url", Address(daemon)), Is.EqualTo(ExitCode.Done));
        Assert.That(run.Output.Trim(), Is.EqualTo("{\"any\":1}"));
    }

    [Test]
    public async Task Status_AddressFromTheConfiguration_IsAsked()
    {
        using var run = new CommandLineRun();
        await using var daemon = await AnsweringAsync("{}");
        Assert.That(await run.InvokeAsync("status", "--json", "--set", $"operations:urls={Address(daemon)}"), Is.EqualTo(ExitCode.Done), run.Error);
    }

    [Test]
    public async Task Status_AskedBesideARunningDaemon_NeedsNoWritableDirectory()
    {
        using var run = new CommandLineRun();
        await using var daemon = await AnsweringAsync("{}");
        Assert.That(await run.InvokeAsync("status", "--json", "--set", $"operations:urls={Address(daemon)}", "--set", "storage:directory=appsettings.json/x"), Is.EqualTo(ExitCode.Done), run.Error);
    }

    [TestCase("not json"), TestCase("{}"), TestCase("null")]
    public async Task Status_AnswerThatIsNoStatus_IsSaidSo(string body)
    {
        using var run = new CommandLineRun();
        await using var daemon = await AnsweringAsync(body);
        Assert.That(await run.InvokeAsync("status", "--url", Address(daemon)), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Error, Does.Contain("not a status this version can read"));
    }

    [Test]
    public async Task Status_NothingListening_IsOneSentenceWithAdvice()
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("status", "--url", $"http://127.0.0.1:{FreePort()}"), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Error, Does.StartWith("error: Nothing answers at http://127.0.0.1:").And.Contain("Is the daemon running there?").And.Not.Contain("   at "));
    }

    [Test]
    public async Task Status_SomethingElseListening_IsSaidSo()
    {
        using var run = new CommandLineRun();
        await using var other = await AnsweringAsync(null);
        Assert.That(await run.InvokeAsync("status", "--url", Address(other)), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Error, Does.Contain("answered 404"));
    }

    [TestCase("localhost"), TestCase("ftp://localhost"), TestCase("")]
    public async Task Status_AddressThatIsNone_IsMisuse(string url)
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("status", "--url", url), Is.EqualTo(ExitCode.Misused));
        Assert.That(run.Error, Does.Contain("is not an address"));
    }

    [TestCase(200, ExitCode.Done, "ready"), TestCase(503, ExitCode.Failed, "not ready")]
    public async Task Status_HealthOnly_GivesReadinessAsExitCode(int answer, int exitCode, string word)
    {
        using var run = new CommandLineRun();
        await using var daemon = await AnsweringAsync("{}", answer);
        Assert.That(await run.InvokeAsync("status", "--health-only", "--url", Address(daemon)), Is.EqualTo(exitCode));
        Assert.That(run.Output.Trim(), Is.EqualTo(word));
    }

    [Test]
    public async Task Status_HealthOnlyWithNothingListening_Fails()
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("status", "--health-only", "--url", $"http://127.0.0.1:{FreePort()}"), Is.EqualTo(ExitCode.Failed));
    }

    [TestCase("http://0.0.0.0:80", "http://127.0.0.1:80"), TestCase("http://*:81", "http://127.0.0.1:81"), TestCase("http://[::]:82/", "http://127.0.0.1:82/"), TestCase("http://10.1.1.1:83", "http://10.1.1.1:83")]
    public void Address_OfEveryInterface_IsAskedLocally(string configured, string asked) =>
        Assert.That(ListeningAddress.ToAsk([new KeyInForce("operations:urls", configured, "x")]), Is.EqualTo(asked));

    [Test]
    public void Address_NotConfigured_IsTheDefault() => Assert.That(ListeningAddress.ToAsk([]), Is.EqualTo("http://127.0.0.1:8080"));

    private static string Address(WebApplication daemon) => daemon.Urls.Single();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<WebApplication> AnsweringAsync(string? status, int ready = 200)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var application = builder.Build();
        if (status is not null) application.MapGet("/api/v1/status", () => Results.Text(status, "application/json"));
        application.MapGet("/health/ready", () => Results.StatusCode(ready));
        await application.StartAsync();
        return application;
    }
}
