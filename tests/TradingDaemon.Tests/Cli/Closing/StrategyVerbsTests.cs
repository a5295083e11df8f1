using NUnit.Framework;
using TradingDaemon.Cli.Context;
using TradingDaemon.Operations.Closing;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Cli.Closing;

internal sealed class StrategyVerbsTests
{
    [TestCase("alpha", ExitCode.Done, "Closed.", "")]
    [TestCase("beta", ExitCode.Failed, "", "error: There is no such strategy.")]
    public async Task Close_AsksTheDaemon_AndPrintsItsAnswer(string strategy, int code, string output, string error)
    {
        await using var daemon = await WebDaemon.StartAsync();
        using var run = new CommandLineRun();
        run.Environment["USER"] = "anna";
        Assert.That(await run.InvokeAsync("strategy", "close", strategy, "--reason", "The news.", "--url", daemon.Client.BaseAddress!.ToString()), Is.EqualTo(code));
        Assert.That((daemon.Closing.Asked.Single(), run.Output.Trim(), run.Error.Trim()), Is.EqualTo((new CloseRequest(strategy, "anna", "The news."), output, error)));
    }

    [Test]
    public async Task Close_WithJson_PrintsOneObject()
    {
        await using var daemon = await WebDaemon.StartAsync();
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("strategy", "close", "beta", "--json", "--url", daemon.Client.BaseAddress!.ToString()), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Output.Trim(), Is.EqualTo("{\"isDone\":false,\"message\":\"There is no such strategy.\"}"));
    }
}
