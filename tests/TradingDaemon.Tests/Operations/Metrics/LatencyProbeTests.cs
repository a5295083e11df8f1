using NUnit.Framework;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Operations.Metrics;

public sealed class LatencyProbeTests
{
    [Test]
    public void Read_MeanSinceTheLastLook_DecidesAndOldOrdersDoNot()
    {
        using var boards = new Boards();
        var probe = new LatencyProbe(boards.Metrics);
        Assert.That(probe.Read(), Is.EqualTo(new ProbeReading(HealthLevel.Healthy, "no orders since the last look")));
        boards.Metrics.TickBecameOrder(TimeSpan.FromMilliseconds(150));
        boards.Metrics.TickBecameOrder(TimeSpan.FromMilliseconds(70));
        Assert.That(probe.Read(), Is.EqualTo(new ProbeReading(HealthLevel.Degraded, "110.00 ms mean from tick to order over 2 orders, limit 100 ms")));
        boards.Metrics.TickBecameOrder(TimeSpan.FromMilliseconds(10));
        Assert.That(probe.Read().Level, Is.EqualTo(HealthLevel.Healthy));
        Assert.That((probe.Name, probe.IsVital), Is.EqualTo(("latency", false)));
    }
}
