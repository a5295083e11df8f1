using System.Runtime.InteropServices;
using NUnit.Framework;
using TradingDaemon.Cli;
using TradingDaemon.Cli.Context;
using TradingDaemon.Stopping;

namespace TradingDaemon.Tests.Stopping;

[TestFixture]
internal sealed class StopSignalsTests
{
    [TestCase(PosixSignal.SIGTERM), TestCase(PosixSignal.SIGINT)]
    public void OnSignal_TheFirst_AsksToStopInGoodOrder(PosixSignal signal)
    {
        var exits = new List<int>();
        using var signals = new StopSignals(exits.Add);
        var context = new PosixSignalContext(signal);
        signals.OnSignal(context);
        Assert.That((signals.Token.IsCancellationRequested, context.Cancel), Is.EqualTo((true, true)));
        Assert.That(exits, Is.Empty);
    }

    [Test]
    public void OnSignal_ASecondInterrupt_EndsAtOnce()
    {
        var exits = new List<int>();
        using var signals = new StopSignals(exits.Add);
        signals.OnSignal(new(PosixSignal.SIGTERM));
        signals.OnSignal(new(PosixSignal.SIGTERM));
        Assert.That(exits, Is.Empty, "an orchestrator that repeats itself is not an operator in a hurry");
        signals.OnSignal(new(PosixSignal.SIGINT));
        Assert.That(exits, Is.EqualTo(new[] { ExitCode.Interrupted }));
    }

    [Test]
    public void Surroundings_OfThisProcess_AreItsOwn()
    {
        var surroundings = Surroundings.OfThisProcess();
        Assert.That(surroundings.CurrentDirectory, Is.EqualTo(Directory.GetCurrentDirectory()));
        Assert.That(surroundings.Environment, Does.ContainKey("PATH"));
    }
}
