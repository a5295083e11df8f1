using NUnit.Framework;
using TradingDaemon.Operations.Health;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Operations.Health;

public sealed class ProbeTests
{
    [TestCase(150, HealthLevel.Healthy)]
    [TestCase(149, HealthLevel.Degraded)]
    [TestCase(50, HealthLevel.Degraded)]
    [TestCase(49, HealthLevel.Critical)]
    public void DiskSpace_FreeOfThousand_IsJudged(long free, HealthLevel expected) =>
        Assert.That(new DiskSpaceProbe(".").Judge(free, 1000).Level, Is.EqualTo(expected));

    [Test]
    public void DiskSpace_RealDisk_SaysItsNumbers()
    {
        var reading = new DiskSpaceProbe(Path.GetTempPath()).Read();
        Assert.That(reading.Detail, Does.Contain("MiB free; degraded above 85").And.Contain("critical above 95"));
        Assert.That(new DiskSpaceProbe(".").Judge(0, 0).Level, Is.EqualTo(HealthLevel.Critical), "a disk without a size is no disk");
    }

    [Test]
    public void DiskSpace_NoSuchPath_IsCritical() =>
        Assert.That(new DiskSpaceProbe("/nowhere\0").Read().Level, Is.EqualTo(HealthLevel.Critical));

    [TestCase(80, HealthLevel.Healthy)]
    [TestCase(81, HealthLevel.Degraded)]
    [TestCase(91, HealthLevel.Critical)]
    public void Memory_UsedOfHundred_IsJudged(long used, HealthLevel expected) =>
        Assert.That(new MemoryProbe(() => used, static () => 100).Read().Level, Is.EqualTo(expected));

    [Test]
    public void Memory_LimitUnknown_IsHealthyAndSaysSo() =>
        Assert.That(new MemoryProbe(static () => 5 << 20, static () => 0).Read(), Is.EqualTo(new ProbeReading(HealthLevel.Healthy, "5 MiB resident, no limit known")));

    [Test]
    public void Memory_ThisProcess_HasALimit() => Assert.That(MemoryProbe.OfThisProcess().Read().Detail, Does.Contain(" of ").And.Contain("MiB resident"));

    [Test]
    public void MemoryLimit_NestedGroups_TheSmallestCounts()
    {
        var root = Directory.CreateTempSubdirectory("cgroup-test-");
        try
        {
            var inner = root.CreateSubdirectory("outer/inner").FullName;
            var own = Path.Combine(root.FullName, "self");
            Assert.That(MemoryLimit.OfGroup(own, root.FullName), Is.Null, "no such file");
            File.WriteAllText(own, "1:cpu:/old\n");
            Assert.That(MemoryLimit.OfGroup(own, root.FullName), Is.Null, "not the version 2 hierarchy");
            File.WriteAllText(own, "0::/outer/inner\n");
            Assert.That(MemoryLimit.OfGroup(own, root.FullName), Is.Null, "no limit anywhere");
            File.WriteAllText(Path.Combine(inner, "memory.max"), "max\n");
            File.WriteAllText(Path.Combine(root.FullName, "outer", "memory.max"), "300\n");
            File.WriteAllText(Path.Combine(root.FullName, "memory.max"), "500\n");
            Assert.That(MemoryLimit.OfGroup(own, root.FullName), Is.EqualTo(300));
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    [Test]
    public void Processor_TwiceItsHabit_IsDegradedOnceSettled()
    {
        var clock = new StepClock();
        var used = TimeSpan.Zero;
        var probe = new ProcessorProbe(clock, () => used);
        ProbeReading Look(double cores)
        {
            clock.Advance(TimeSpan.FromSeconds(10));
            used += TimeSpan.FromSeconds(10 * cores);
            return probe.Read();
        }

        Assert.That(probe.Read().Detail, Is.EqualTo("first look"));
        Assert.That(Look(0.2).Level, Is.EqualTo(HealthLevel.Healthy));
        Assert.That(Look(0.9).Level, Is.EqualTo(HealthLevel.Healthy), "not settled yet");
        for (var look = 0; look < 40; look++) Look(0.2);
        Assert.That(Look(0.2).Level, Is.EqualTo(HealthLevel.Healthy));
        Assert.That(Look(0.7), Is.EqualTo(new ProbeReading(HealthLevel.Degraded, "0.70 cores, usually 0.20; degraded above twice the usual")));
        Assert.That((probe.Name, probe.IsVital), Is.EqualTo(("processor", false)));
    }

    [Test]
    public void Processor_ThisProcess_CanBeRead()
    {
        var clock = new StepClock();
        var probe = ProcessorProbe.OfThisProcess(clock);
        probe.Read();
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(probe.Read().Detail, Does.Contain("cores"));
    }
}
