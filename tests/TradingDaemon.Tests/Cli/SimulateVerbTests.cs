using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Cli;
using TradingDaemon.Cli.Context;
using TradingDaemon.Cli.Simulate;

namespace TradingDaemon.Tests.Cli;

[TestFixture]
internal sealed class SimulateVerbTests
{
    [Test]
    public async Task Simulate_WithoutOptions_IsAHundredSeedsOfEverything()
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("simulate"), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(run.Actions.Simulation, Is.EqualTo(new SimulateRequest(1, 100, 300, "all", Environment.ProcessorCount)));
        Assert.That(run.Output, Does.Contain("Every promise held.").And.Contain("DiskSync").And.Contain("event lost"));
    }

    [Test]
    public async Task Simulate_OneSeed_IsThatRunAlone()
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("simulate", "--seed", "17", "--ticks", "40", "--faults", "none", "--crash", "power@3+4", "--workers", "1"), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(run.Actions.Simulation, Is.EqualTo(new SimulateRequest(17, 1, 40, "none", 1) { Crash = "power@3+4" }));
    }

    [Test]
    public async Task Simulate_ABrokenPromise_ShowsTheCommandThatShowsItAgainAndFails()
    {
        using var run = new CommandLineRun();
        run.Actions.SimulationFailures.Add(new SimulateFailure(5, "Every fill is booked once. Expected a new execution; found execution 3 again.", "tradingdaemon simulate --seed 5 --ticks 300", ["12 FillBooked"]));
        Assert.That(await run.InvokeAsync("simulate", "--seeds", "10"), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Output, Does.Contain("again: tradingdaemon simulate --seed 5 --ticks 300").And.Contain("    12 FillBooked").And.Contain("1 of 10 runs broke a promise."));
    }

    [Test]
    public async Task Simulate_Json_IsOneObject()
    {
        using var run = new CommandLineRun();
        run.Actions.SimulationFailures.Add(new SimulateFailure(5, "what", "command", ["fact"]));
        Assert.That(await run.InvokeAsync("simulate", "--json"), Is.EqualTo(ExitCode.Failed));
        var root = JsonDocument.Parse(run.Output).RootElement;
        Assert.That(root.EnumerateObject().Select(static property => property.Name), Is.EqualTo(new[]
        {
            "runs", "failed", "converged", "convergedSecondsMax", "facts", "orders", "fills", "kills", "powerLosses", "bootsMax", "virtualSeconds", "elapsedSeconds", "hash", "deeds", "faultPoints", "failures",
        }));
        Assert.That(root.GetProperty("faultPoints").GetProperty("DiskSync").GetProperty("crashes").GetInt64(), Is.EqualTo(3));
        Assert.That(root.GetProperty("failures")[0].GetProperty("lastFacts")[0].GetString(), Is.EqualTo("fact"));
    }

    [TestCase("24h", 24 * 60), TestCase("90m", 90), TestCase("1.5h", 90), TestCase("00:30:00", 30), TestCase("1d", 24 * 60)]
    public async Task Simulate_Soak_IsOneLongRun(string duration, int minutes)
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("simulate", "--soak", duration, "--rate", "500", "--real-max", "90s"), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That((run.Actions.Simulation!.Soak, run.Actions.Simulation.SoakRate, run.Actions.Simulation.SoakRealMax), Is.EqualTo((TimeSpan.FromMinutes(minutes), 500, TimeSpan.FromSeconds(90))));
        Assert.That(run.Output, Does.Contain("open orders").And.Contain("36,000,000 ticks").And.Contain("0.250 MB an hour"));
    }

    [Test]
    public async Task Simulate_ASoakThatGrows_Fails()
    {
        using var run = new CommandLineRun();
        run.Actions.SoakFaults.Add("The heap grows.");
        Assert.That(await run.InvokeAsync("simulate", "--soak", "1h"), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Output, Does.Contain("FAIL: The heap grows."));
    }

    [TestCase("--soak=soon", "--soak soon is not a duration"), TestCase("--soak=0h", "--soak 0h is not a duration"), TestCase("--real-max=x", "--real-max x is not a duration"), TestCase("--seeds=0", "0 is not above zero")]
    public async Task Simulate_Nonsense_IsMisuse(string option, string expected)
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("simulate", option), Is.EqualTo(ExitCode.Misused));
        Assert.That(run.Error, Does.Contain(expected));
        Assert.That(run.Actions.Simulation, Is.Null);
    }

    [Test]
    public async Task Simulate_AFaultOfTheRequest_IsMisuse()
    {
        using var run = new CommandLineRun();
        run.Actions.SimulationFault = "--faults rain: there are kill and power.";
        Assert.That(await run.InvokeAsync("simulate", "--faults", "rain"), Is.EqualTo(ExitCode.Misused));
        Assert.That(run.Error, Does.Contain("error: --faults rain"));
    }
}
