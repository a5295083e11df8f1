using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Cli;
using TradingDaemon.Cli.Context;
using TradingDaemon.Cli.Doctor;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Cli;

[TestFixture]
internal sealed class DoctorVerbTests
{
    [Test]
    public async Task Doctor_EverythingWell_PassesEachLine()
    {
        using var run = new CommandLineRun { Clock = new TimerClock() }; // how busy this disk is just now is not asked
        run.Actions.Probes.Add(new FixedProbe("database", static () => new("database", true, "SQLite 3.40.1, the machine's")));
        Assert.That(await run.InvokeAsync("doctor", "--set", $"operations:urls=http://127.0.0.1:{FreePort()}"), Is.EqualTo(ExitCode.Done), run.Output);
        var lines = run.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines.Select(static line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..2])), Is.EqualTo(new[] { "pass configuration", "pass clock", "pass disk", "pass port", "pass database" }));
        Assert.That(Directory.Exists(Path.Combine(run.Folder.Directory, "data")), Is.False, "looking changes nothing");
    }

    [Test]
    public async Task Doctor_PortInUse_FailsThatLineOnly()
    {
        using var run = new CommandLineRun { Clock = new TimerClock() }; // how busy this disk is just now is not asked
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Assert.That(await run.InvokeAsync("doctor", "--json", "--set", $"operations:urls=http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), Is.EqualTo(ExitCode.Failed));
        var root = JsonDocument.Parse(run.Output).RootElement;
        Assert.That(root.GetProperty("passed").GetBoolean(), Is.False);
        Assert.That(root.GetProperty("findings").EnumerateArray().Where(static f => !f.GetProperty("passed").GetBoolean()).Select(static f => f.GetProperty("name").GetString()), Is.EqualTo(new[] { "port" }));
    }

    [Test]
    public async Task Doctor_FaultyConfiguration_SaysSoAndLooksAtTheClockStill()
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("doctor", "--set", "evaluation:shards=0"), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Output, Does.Contain("FAIL  configuration").And.Contain("evaluation:shards").And.Contain("pass  clock").And.Not.Contain("disk"));
    }

    [Test]
    public async Task Doctor_ProbeThatThrows_IsAFailedLine()
    {
        using var run = new CommandLineRun();
        run.Actions.Probes.Add(new FixedProbe("database", static () => throw new InvalidDataException("The file is not a database.")));
        run.Actions.Probes.Add(new FixedProbe("ledger", static () => new("ledger", true, "fine")));
        Assert.That(await run.InvokeAsync("doctor", "--set", $"operations:urls=http://localhost:{FreePort()}"), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Output, Does.Contain("FAIL  database").And.Contain("The file is not a database.").And.Contain("pass  ledger"));
    }

    [Test]
    public async Task Clock_BeforeThisProgramExisted_Fails()
    {
        var finding = await new ClockProbe(new FixedClock(DateTimeOffset.UnixEpoch, +1)).ProbeAsync(default);
        Assert.That(finding.Passed, Is.False);
        Assert.That(finding.Detail, Does.Contain("1970-01-01"));
    }

    [Test]
    public async Task Clock_RunningBackwards_Fails()
    {
        var finding = await new ClockProbe(new FixedClock(DateTimeOffset.UnixEpoch.AddYears(60), -10)).ProbeAsync(default);
        Assert.That(finding.Passed, Is.False);
        Assert.That(finding.Detail, Does.Contain("ran backwards by 1 µs"));
    }

    [Test]
    public async Task Disk_FlushesTooSlowly_FailsWithTheFigures()
    {
        using var run = new CommandLineRun();
        var slow = new FixedClock(DateTimeOffset.UnixEpoch, TimeSpan.TicksPerSecond);
        var finding = await new DiskProbe(Path.Combine(run.Folder.Directory, "not", "yet"), slow).ProbeAsync(default);
        Assert.That(finding.Passed, Is.False);
        Assert.That(finding.Detail, Does.Contain("median 1,000.00 ms").And.Contain("at most 100 ms"));
        Assert.That(Directory.EnumerateFiles(run.Folder.Directory, ".flush*"), Is.Empty);
    }

    [TestCase("http://*:{0}"), TestCase("http://+:{0}/"), TestCase("http://[::1]:{0}"), TestCase("http://0.0.0.0:{0}")]
    public async Task Port_EverySpellingOfAnAddress_IsTried(string url)
    {
        var finding = await new PortProbe(string.Format(System.Globalization.CultureInfo.InvariantCulture, url, FreePort())).ProbeAsync(default);
        if (!finding.Passed && !Socket.OSSupportsIPv6) Assert.Ignore("this machine has no IPv6");
        Assert.That(finding.Passed, Is.True, finding.Detail);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class FixedProbe(string name, Func<DoctorFinding> find) : IDoctorProbe
    {
        public string Name => name;

        public Task<DoctorFinding> ProbeAsync(CancellationToken stopping) => Task.FromResult(find());
    }

    private sealed class FixedClock(DateTimeOffset now, long ticksPerLook) : TimeProvider
    {
        private long _timestamp;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => now;

        public override long GetTimestamp() => _timestamp += ticksPerLook;
    }
}
