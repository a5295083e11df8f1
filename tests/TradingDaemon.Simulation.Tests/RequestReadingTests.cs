using NUnit.Framework;
using TradingDaemon.Cli.Simulate;
using TradingDaemon.Simulation.Chance;
using TradingDaemon.Simulation.Runs;

namespace TradingDaemon.Simulation.Tests;

public sealed class RequestReadingTests
{
    [Test]
    public void Faults_Names_AreKinds()
    {
        Assert.That(RequestReading.Faults("kill, Power"), Is.EqualTo(FaultKinds.Kill | FaultKinds.Power));
        Assert.That(RequestReading.Faults("all"), Is.EqualTo(FaultKinds.All));
        Assert.That(RequestReading.Faults("none"), Is.EqualTo(FaultKinds.None));
        Assert.That(RequestReading.Faults("rain"), Is.Null);
    }

    [TestCase("kill@12", CrashKind.Kill, 12, 0), TestCase("power@3+44", CrashKind.PowerLoss, 3, 44)]
    public void Crash_KindAndPoints_AreRead(string text, object kind, long first, long second) =>
        Assert.That(RequestReading.Crash(text), Is.EqualTo(((CrashKind)kind, first, second)));

    [TestCase("kill"), TestCase("kill@"), TestCase("kill@0"), TestCase("nap@1"), TestCase("kill@1+x"), TestCase("kill@1+2+3"), TestCase("kill@-1")]
    public void Crash_Nonsense_IsNull(string text)
    {
        Assert.That(RequestReading.Crash(text), Is.Null);
        Assert.That(RequestReading.FaultOf(new SimulateRequest(1, 1, 1, "all", 1) { Crash = text }), Does.Contain(text));
    }

    [Test]
    public void FaultOf_UnknownFault_NamesTheKnownOnes() =>
        Assert.That(RequestReading.FaultOf(new SimulateRequest(1, 1, 1, "rain", 1)), Does.Contain("rain").And.Contain("power"));

    [Test]
    public void Command_OfARun_SaysAllThatDecidesIt()
    {
        Assert.That(RequestReading.Command(new SimulateRequest(1, 9, 300, "all", 2), 4), Is.EqualTo("tradingdaemon simulate --seed 4 --ticks 300"));
        Assert.That(RequestReading.Command(new SimulateRequest(1, 9, 20, "none", 2), 4, "kill@7"), Is.EqualTo("tradingdaemon simulate --seed 4 --ticks 20 --faults none --crash kill@7"));
    }
}
