using NUnit.Framework;
using TradingDaemon.Cli.Simulate;
using TradingDaemon.Simulation.Runs;

namespace TradingDaemon.Simulation.Tests;

/// <summary>The daemon dies at every place it can: nothing is left to chance.</summary>
public sealed class CrashEnumerationTests
{
    [Test]
    public async Task EveryPoint_OfOneScenario_ByKillAndPowerLossAndAgainWhileRecovering_EveryPromiseHolds()
    {
        var (points, report) = await DieAtEachAsync(new SimulateRequest(7, 1, 24, "none", Environment.ProcessorCount), secondsEvery: 1);
        Assert.That(points, Is.GreaterThan(200));
        Assert.That(report.Runs, Is.EqualTo(points * 4), "Each point once by kill and by power loss, and each with a second death after it.");
    }

    /// <summary>The same where answers are lost and events come twice: it dies between a lost answer and its look-up, and on a frame that was heard before.</summary>
    [Test]
    public async Task EveryPoint_WhileTheVenueLies_ByKillAndPowerLossAndNowAndThenAgain_EveryPromiseHolds()
    {
        const int SecondsEvery = 9;
        var (points, report) = await DieAtEachAsync(new SimulateRequest(23, 1, 16, "requests,reports", Environment.ProcessorCount), SecondsEvery);
        Assert.That(points, Is.GreaterThan(100));
        Assert.That(report.Runs, Is.EqualTo((points * 2) + (points / SecondsEvery * 2)), "Each point once by kill and by power loss, and every ninth with a second death after it.");
        string[] lies = ["order sent, then timed out", "order lost, outcome unknown", "connection refused", "existing order not shown", "question unanswered", "event lost", "event overtaken", "event repeated"];
        foreach (var lie in lies) Assert.That(report.Deeds.GetValueOrDefault(lie), Is.GreaterThan(0), lie);
        Assert.That(report.Deeds["placement"], Is.GreaterThan(report.Orders), "Some were sent again.");
    }

    private static async Task<(long Points, SimulateReport Report)> DieAtEachAsync(SimulateRequest request, int secondsEvery)
    {
        var enumeration = new CrashEnumeration(request, new SimulationTests.Quiet(), TimeProvider.System, secondsEvery);
        var report = await enumeration.RunAsync(CancellationToken.None);
        TestContext.Out.WriteLine($"{enumeration.Points} points, {report.Runs} runs, {report.Kills} kills, {report.PowerLosses} power losses, {report.Elapsed.TotalSeconds:0.0} s");
        Assert.That(report.Failed, Is.Zero, SimulationTests.Told(report));
        Assert.That(report.Converged, Is.EqualTo(report.Runs));
        Assert.That(report.BootsMax, Is.LessThanOrEqualTo(3));
        return (enumeration.Points, report);
    }
}
