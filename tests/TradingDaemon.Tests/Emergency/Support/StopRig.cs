using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Emergency;
using TradingDaemon.Emergency.Telling;
using TradingDaemon.Execution;
using TradingDaemon.Execution.Tracking;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Control;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Pipeline;
using TradingDaemon.Storage.Emergency;
using TradingDaemon.Tests.Domain.Instruments;
using TradingDaemon.Tests.Operations.Support;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Emergency.Support;

/// <summary>An emergency stop on a venue of the test's own, with everything around it working or broken as the test wants.</summary>
internal sealed class StopRig : IDisposable
{
    public const int Epoch = 7;

    private static readonly TimeSpan PatienceMax = TimeSpan.FromMinutes(5);
    private readonly ThrowingTools _tools = new();

    public StopRig(EmergencyOptions? options = null, bool isFlagUnwritable = false, string? directory = null, Func<IVenue, IVenue>? through = null, TimeProvider? real = null, Func<Instrument, Instrument>? limit = null)
    {
        Directory = directory ?? System.IO.Directory.CreateTempSubdirectory("trading-daemon-stop-").FullName;
        Flag = new FlagFile(isFlagUnwritable ? Path.Combine(Directory, "missing") : Directory);
        var redactor = new SecretRedactor();
        Clock = real ?? new FastClock(1d); // a machine that stands still for a moment is nobody's silence
        var clocks = new Clocks(Clock, Clock);
        Departures = new Departures(TimeSpan.FromMinutes(1), DeparturesClock);
        DeparturesClock.Advance(TimeSpan.FromDays(1)); // whatever an earlier process sent has shown
        var alerts = Alerts = new AlertBoard(_tools.Clock, redactor, [], NullLogger<AlertBoard>.Instance);
        Voice = new EmergencyVoice(_tools.Logger, alerts, new HealthBoard(TimeProvider.System, redactor).Register("emergency", HealthRole.Dependency, limits: HealthLimits.NoHeartbeat), new AuditFile(Directory));
        var reach = new EmergencyReach(
            [new VenueLine(through?.Invoke(Venue) ?? Venue, Departures, clocks.Real)], new(((string[])["A/USD", "B/USD", "C/USD"]).Select((symbol, index) => Instruments.Of(index, symbol)).Select(one => limit?.Invoke(one) ?? one)), TellEngine, () => Broken.Contains("known") ? throw new InvalidOperationException("status is broken") : [.. Known],
            () => Broken.Contains("closings") ? throw new IOException("No space left on device.") : ClosingOrders.Open(Directory, Epoch),
            () => Broken.Contains("blocks") ? throw new InvalidOperationException("blocks are broken") : Task.FromResult<IReadOnlyList<string>>([.. Blocks]));
        Stop = new EmergencyStop(Gate, Flag, reach, Voice, options ?? Quick, clocks);
    }

    public static EmergencyOptions Quick { get; } = new()
    {
        Account = Currency.Usd, FillWait = TimeSpan.FromMilliseconds(300), ClearMax = TimeSpan.FromSeconds(1), HeldMax = TimeSpan.FromSeconds(1), AnswerMax = TimeSpan.FromMilliseconds(300), StageInterval = TimeSpan.Zero,
    };

    public string Directory { get; }

    /// <summary>The real time of the stop.</summary>
    public TimeProvider Clock { get; }

    public AlertBoard Alerts { get; }

    /// <summary>Tells how long ago orders left; stands still until a test moves it.</summary>
    public StepClock DeparturesClock { get; } = new();

    public Departures Departures { get; }

    /// <summary>What the engine says blocks entries.</summary>
    public List<string> Blocks { get; } = [];

    /// <summary>What the daemon's status shows as open.</summary>
    public List<OrderReference> Known { get; } = [];

    public SendGate Gate { get; } = new();

    public TestVenue Venue { get; } = new();

    public FlagFile Flag { get; }

    public EmergencyStop Stop { get; }

    public EmergencyVoice Voice { get; }

    /// <summary>What is broken beside the venue: engine, known, closings, logger, alerts.</summary>
    public HashSet<string> Broken => _tools.Broken;

    public IEnumerable<string> Logged => _tools.Logged;

    public Action OnTell { get; set; } = static () => { };

    public ConcurrentQueue<Command> Told { get; } = new();

    public Task<EmergencyView> PullAsync(EmergencyState target = EmergencyState.Halted, bool flatten = false) => Stop.PullAsync(new(target, flatten, "test", "A test pulls it."));

    /// <summary>Pulls and waits until nothing is left to do.</summary>
    public async Task<EmergencyReport> PullToTheEndAsync(bool flatten = false)
    {
        await PullAsync(flatten: flatten);
        return await EndAsync();
    }

    public async Task<EmergencyReport> EndAsync()
    {
        await UntilAsync(() => Stop.Current is { Report.EndedAt: not null, IsFlattening: false }, "the stop has nothing left to do");
        return Stop.Current.Report!;
    }

    /// <summary>Waits for something another thread brings about; minutes are far more than any of it takes.</summary>
    public static Task UntilAsync(Func<bool> holds, string what) =>
        Assert.ThatAsync(() => Task.FromResult(holds()), Is.True.After((int)PatienceMax.TotalMilliseconds, 5), $"It is not so that {what}.");

    public void Dispose()
    {
        Stop.Dispose();
        SpinWait.SpinUntil(IsGone, PatienceMax); // the audit may be written still
    }

    private bool IsGone()
    {
        try
        {
            if (System.IO.Directory.Exists(Directory)) System.IO.Directory.Delete(Directory, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private bool TellEngine(Command command)
    {
        if (Broken.Contains("engine")) throw new InvalidOperationException("engine is broken");
        OnTell();
        Told.Enqueue(command);
        return true;
    }
}
