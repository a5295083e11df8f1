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
        var enumeration = new CrashEnumeration(new SimulateRequest(7, 1, 24, "none", Environment.ProcessorCount), new SimulationTests.Quiet(), TimeProvider.System);
        var report = await enumeration.RunAsync(CancellationToken.None);
        TestContext.Out.WriteLine($"{enumeration.Points} points, {report.Runs} runs, {report.Kills} kills, {report.PowerLosses} power losses");
        Assert.Multiple(() =>
        {
            Assert.That(report.Failed, Is.Zero, string.Join('\n', report.Failures.Select(static failure => $"{failure.What}\n  again: {failure.Command}")));
            Assert.That(enumeration.Points, Is.GreaterThan(200));
            Assert.That(report.Runs, Is.EqualTo(enumeration.Points * 4), "Each point once by kill and by power loss, and each with a second death after it.");
            Assert.That(report.Converged, Is.EqualTo(report.Runs));
            Assert.That(report.BootsMax, Is.LessThanOrEqualTo(3));
        });
    }
}
