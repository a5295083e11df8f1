using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Status;
using TradingDaemon.Operations.Systemd;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Operations.Systemd;

public sealed class SystemdNotifierTests
{
    private string _path = "";
    private Socket _systemd = null!;

    [SetUp]
    public void SetUp()
    {
        if (!OperatingSystem.IsLinux()) Assert.Ignore("systemd is Linux only.");
        _path = Path.Combine(Path.GetTempPath(), $"notify-{Environment.ProcessId}-{TestContext.CurrentContext.Test.ID}.sock");
        Listen(new UnixDomainSocketEndPoint(_path));
    }

    [TearDown]
    public void TearDown()
    {
        _systemd?.Dispose();
        File.Delete(_path);
    }

    [Test]
    public void EveryMessage_PathSocket_IsOneDatagram()
    {
        using var notifier = Notifier(_path);
        Assert.That(notifier.Ready() && notifier.Status("two\nlines") && notifier.Watchdog() && notifier.Stopping(), Is.True);
        Assert.That(Enumerable.Range(0, 4).Select(_ => Next()), Is.EqualTo(new[] { "READY=1", "STATUS=two lines", "WATCHDOG=1", "STOPPING=1" }));
    }

    [Test]
    public void Ready_AbstractSocket_Arrives()
    {
        _systemd.Dispose();
        var name = $"tradingdaemon-test-{Environment.ProcessId}";
        Listen(new UnixDomainSocketEndPoint("\0" + name));
        using var notifier = Notifier("@" + name);
        Assert.That((notifier.Ready(), Next()), Is.EqualTo((true, "READY=1")));
    }

    [Test]
    public void Status_Long_IsCut()
    {
        using var notifier = Notifier(_path);
        notifier.Status(new string('x', 5_000));
        Assert.That(Next(), Is.EqualTo("STATUS=" + new string('x', 512)));
    }

    [Test]
    public void Send_SocketGone_SaysNoAndCounts()
    {
        using var notifier = Notifier(_path);
        _systemd.Dispose();
        File.Delete(_path);
        Assert.That((notifier.Ready(), notifier.SendFailures), Is.EqualTo((false, 1L)));
    }

    [Test]
    public void FromEnvironment_NoSocket_IsSilent()
    {
        using var notifier = SystemdNotifier.FromEnvironment(static _ => null);
        Assert.That((notifier.IsActive, notifier.WatchdogEvery, notifier.Ready()), Is.EqualTo((false, (TimeSpan?)null, false)));
    }

    [TestCase("30000000", null, 15.0)]
    [TestCase("30000000", "self", 15.0)]
    [TestCase("30000000", "1", null)]
    [TestCase("0", null, null)]
    [TestCase("x", null, null)]
    [TestCase(null, null, null)]
    public void FromEnvironment_Watchdog_IsHalfAndOnlyOurs(string? microseconds, string? pid, double? expectedSeconds)
    {
        using var notifier = Notifier(_path, microseconds, pid is "self" ? Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture) : pid);
        Assert.That(notifier.WatchdogEvery?.TotalSeconds, Is.EqualTo(expectedSeconds));
    }

    [Test]
    public void Tell_LoopStalled_WithholdsTheWatchdogAndLogsOnce()
    {
        using var boards = new Boards();
        using var notifier = Notifier(_path, "20000000");
        var logger = new CountingLogger();
        using var link = new SystemdLink(notifier, boards.Health, boards.Status, new NoLifetime(), boards.Clock, logger);
        var engine = boards.Health.Register("engine", HealthRole.Loop);
        engine.Beat();
        boards.Status.Publish(Samples.Status(boards.Clock.GetUtcNow()));
        link.Tell();
        Assert.That(new[] { Next(), Next() }, Is.EqualTo(new[] { "STATUS=Halted by api, Healthy; equity 10123.45 USD, 1 positions, 1 open orders", "WATCHDOG=1" }));
        boards.Clock.Advance(TimeSpan.FromSeconds(11));
        link.Tell();
        link.Tell();
        Assert.That(new[] { Next(), Next() }, Is.All.StartsWith("STATUS=Halted by api, Critical"));
        Assert.That(logger.Count, Is.EqualTo(1));
        engine.Beat();
        link.Tell();
        Assert.That(new[] { Next(), Next() }[1], Is.EqualTo("WATCHDOG=1"));
    }

    [Test]
    public async Task Host_StartedAndStopped_TellsReadyFeedsAndStops()
    {
        using var boards = new Boards();
        using var notifier = Notifier(_path, "200000");
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(notifier).AddSingleton(boards.Health).AddSingleton<IStatusSource>(boards.Status).AddSingleton(TimeProvider.System).AddHostedService<SystemdLink>();
        using var host = builder.Build();
        await host.StartAsync();
        var heard = new List<string>();
        while (!heard.Contains("READY=1") || heard.Count(message => message == "WATCHDOG=1") < 3) heard.Add(Next());
        var hearing = Task.Run(() => { while (heard[^1] != "STOPPING=1") heard.Add(Next()); }); // beside it: a socket that nobody reads holds ten messages
        await host.StopAsync();
        await hearing;
        Assert.That(heard.Count(message => message == "READY=1"), Is.EqualTo(1));
    }

    [Test]
    public async Task Host_WithoutSystemd_RunsAllTheSame()
    {
        using var boards = new Boards();
        using var notifier = SystemdNotifier.FromEnvironment(static _ => null);
        using var link = new SystemdLink(notifier, boards.Health, boards.Status, new NoLifetime(), boards.Clock, NullLogger<SystemdLink>.Instance);
        await link.StartAsync(CancellationToken.None);
        await link.ExecuteTask!;
        Assert.That(link.ExecuteTask.IsCompletedSuccessfully, Is.True);
    }

    private void Listen(UnixDomainSocketEndPoint endPoint)
    {
        _systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 300_000 };
        _systemd.Bind(endPoint);
    }

    private string Next()
    {
        var buffer = new byte[8_192];
        return Encoding.UTF8.GetString(buffer, 0, _systemd.Receive(buffer));
    }

    private static SystemdNotifier Notifier(string socket, string? microseconds = null, string? pid = null) => SystemdNotifier.FromEnvironment(name => name switch
    {
        "NOTIFY_SOCKET" => socket,
        "WATCHDOG_USEC" => microseconds,
        "WATCHDOG_PID" => pid,
        _ => null,
    });

    private sealed class NoLifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
        }
    }

    private sealed class CountingLogger : ILogger<SystemdLink>
    {
        public int Count { get; private set; }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Count++;
    }
}
